package org.buslane.node.lanes;

import java.util.List;
import java.util.stream.Stream;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Explain;
import org.buslane.core.policy.Policy;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.node.NodeException;

/**
 * Whether a frame gets through a lane one way: by the policy, and by the rules that the kernel has now.
 *
 * @param sentence the policy's answer
 * @param passes whether it should get through
 * @param rules how many of the kernel's between lane and bus let it through, each of them once
 */
public record LaneExplanation(LaneView lane, Access access, String sentence, boolean passes, long rules) {
    /**
     * A frame that is asked about.
     *
     * @param word its can_id word
     */
    public record Question(int word, boolean fd) {
        private static final int STANDARD_DIGITS = 3;
        private static final int EXTENDED_DIGITS = 8;

        /** @throws NodeException saying what is wrong with it */
        public static Question of(String id, boolean remote, boolean fd, boolean error) {
            if (!id.matches("[0-9A-Fa-f]{3}|[0-9A-Fa-f]{8}")) {
                throw new NodeException("an id has %d hex digits or, extended, %d; '%s' has not"
                        .formatted(STANDARD_DIGITS, EXTENDED_DIGITS, id));
            }
            long value = Long.parseLong(id, 16);
            boolean extended = id.length() == EXTENDED_DIGITS;
            if (value > (extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK)) {
                throw new NodeException("%s is beyond %X, the last %s id"
                        .formatted(
                                id,
                                extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK,
                                extended ? "extended" : "standard"));
            }
            if (fd && remote) {
                throw new NodeException("there are no remote frames in CAN FD");
            }
            int flags = error ? IdWord.ERROR : (extended ? IdWord.EXTENDED : 0) | (remote ? IdWord.REMOTE : 0);
            return new Question((int) value | flags, fd);
        }
    }

    static List<LaneExplanation> of(LaneView lane, Question question, List<GatewayRule> rules) {
        return Stream.of(Access.values())
                .map(access -> of(lane, access, question, rules))
                .toList();
    }

    private static LaneExplanation of(LaneView lane, Access access, Question question, List<GatewayRule> rules) {
        LaneRecord record = lane.record()
                .orElseThrow(() ->
                        new NodeException("what %s may do is not known: its record is lost".formatted(lane.words())));
        Policy policy = record.request().terms().policy();
        Explain explain = Explain.of(policy, question.word(), access);
        boolean toBus = access == Access.WRITE;
        long matching = rules.stream()
                .filter(rule -> (toBus ? rule.source() : rule.target()) == record.index())
                .filter(rule -> rule.flags().contains(GatewayFlag.FD) == question.fd())
                .filter(rule -> matches(rule, question.word()))
                .count();
        if (toBus && IdWord.isError(question.word())) {
            return new LaneExplanation(
                    lane,
                    access,
                    "error frame %08X is not written: a card would send it as a data frame"
                            .formatted(question.word() & (IdWord.ERROR | IdWord.EXTENDED_MASK)),
                    false,
                    matching);
        }
        if (question.fd() && explain.passes() && !record.request().terms().fd()) {
            return new LaneExplanation(
                    lane,
                    access,
                    "as a CAN FD frame it is not %s: the lane is for classic frames only"
                            .formatted(toBus ? "written" : "read"),
                    false,
                    matching);
        }
        return new LaneExplanation(lane, access, explain.sentence(), explain.passes(), matching);
    }

    /** As can-gw registers a filter with can_rx_register of net/can/af_can.c: one with the error flag is for errors alone. */
    private static boolean matches(GatewayRule rule, int word) {
        int mask = rule.filter().mask();
        if (IdWord.isError(mask) || IdWord.isError(word)) {
            return IdWord.isError(mask) && IdWord.isError(word) && (word & mask & IdWord.EXTENDED_MASK) != 0;
        }
        return ((word ^ rule.filter().id()) & mask) == 0;
    }

    /** Whether the kernel does what the policy says. */
    public boolean isKept() {
        boolean isCopied = lane.copying().isPresent();
        return isCopied || rules == (passes ? 1 : 0);
    }

    /** For people. */
    public List<String> lines() {
        return isKept()
                ? List.of(sentence)
                : List.of(
                        sentence,
                        "but %d of the kernel's rules let%s it through now; an agent mends that, or attaching again"
                                .formatted(rules, rules == 1 ? "s" : ""));
    }
}
