package org.buslane.core.policy;

import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;

/**
 * Whether a policy lets a frame through, and why. Found by reading the rules one by one, not by the
 * {@link Matcher}, so that the two can be held against each other.
 *
 * @param rule index of the rule that decides, or {@link Matcher#NO_RULE}
 * @param sentence the answer for people
 */
public record Explain(Access access, int idWord, boolean passes, int rule, String sentence) {
    /** The answer for a frame with this {@code can_id} word; of an XL frame, with its priority. */
    public static Explain of(Policy policy, int idWord, Access access) {
        return of(policy, frame(idWord), idWord, access);
    }

    /**
     * The answer for an FD frame.
     *
     * @param idWord of a data frame: FD has no remote and no error frames
     * @param fd whether the lane has FD; one without loses FD frames, whatever its rules say
     */
    public static Explain ofFd(Policy policy, int idWord, Access access, boolean fd) {
        if (IdWord.isError(idWord) || IdWord.isRemote(idWord)) {
            throw new IllegalArgumentException("a %s cannot be an FD frame".formatted(frame(idWord)));
        }
        String frame = "FD frame " + frame(idWord);
        if (!fd) {
            return new Explain(
                    access,
                    idWord,
                    false,
                    Matcher.NO_RULE,
                    "%s is not %s: the lane has no FD".formatted(frame, verb(access)));
        }
        return of(policy, frame, idWord, access);
    }

    private static Explain of(Policy policy, String frame, int idWord, Access access) {
        String verb = verb(access);
        if (IdWord.isError(idWord)) {
            boolean passes = policy.passesErrors(access);
            return new Explain(
                    access,
                    idWord,
                    passes,
                    Matcher.NO_RULE,
                    "%s %s %s: %s".formatted(frame, passes ? "is" : "is not", verb, errors(policy, access)));
        }
        RuleSet rules = policy.rules(access);
        int index = rules.firstMatch(idWord);
        if (index < 0) {
            return new Explain(
                    access,
                    idWord,
                    false,
                    index,
                    "%s is not %s: %s".formatted(frame, verb, whyNot(rules, idWord, access)));
        }
        Rule rule = rules.rules().get(index);
        String rate = rule.perSecond() == 0
                ? ""
                : ", at most %d a second and %d at once"
                        .formatted(rule.perSecond(), RateLimiter.burst(rule.perSecond()));
        return new Explain(
                access,
                idWord,
                true,
                index,
                "%s is %s: %s rule %d, %s, allows it%s".formatted(frame, verb, word(access), index + 1, rule, rate));
    }

    @Override
    public String toString() {
        return sentence;
    }

    private static String errors(Policy policy, Access access) {
        if (policy.passesErrors(access)) {
            return "the policy includes error frames";
        }
        return policy.errorFrames()
                ? "writing error frames takes the write rule allr"
                : "error frames pass only on request";
    }

    /** No rule matches: is there one that nearly does? */
    private static String whyNot(RuleSet rules, int idWord, Access access) {
        if (rules.isNone()) {
            return "there are no %s rules".formatted(word(access));
        }
        int asData = rules.firstMatch(idWord & ~IdWord.REMOTE);
        if (asData >= 0) {
            return "%s rule %d, %s, is for data frames only; an r behind the ids would include remote frames"
                    .formatted(word(access), asData + 1, rules.rules().get(asData));
        }
        int id = IdWord.id(idWord);
        if (!IdWord.isExtended(idWord) || id <= IdWord.STANDARD_MASK) {
            int other = rules.firstMatch((idWord ^ IdWord.EXTENDED) & ~IdWord.REMOTE);
            if (other >= 0) {
                return "%s rule %d, %s, names the %s id of that number"
                        .formatted(
                                word(access),
                                other + 1,
                                rules.rules().get(other),
                                IdWord.isExtended(idWord) ? "standard" : "extended");
            }
        }
        return "no %s rule names it".formatted(word(access));
    }

    private static String frame(int idWord) {
        if (IdWord.isError(idWord)) {
            return "error frame %08X".formatted(idWord & (IdWord.ERROR | IdWord.EXTENDED_MASK));
        }
        return (IdWord.isRemote(idWord) ? "remote frame " : "") + ArbitrationId.ofWord(idWord);
    }

    private static String verb(Access access) {
        return access == Access.READ ? "read" : "written";
    }

    private static String word(Access access) {
        return access == Access.READ ? "read" : "write";
    }
}
