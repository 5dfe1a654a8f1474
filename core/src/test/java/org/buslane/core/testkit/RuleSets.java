package org.buslane.core.testkit;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.IdSet;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.Rule;
import org.buslane.core.policy.RuleSet;

/** Rule sets of every form, overlapping often. Shrinks by halves. */
public record RuleSets(int most) implements Gen<RuleSet> {
    /** Masks as people write them: prefixes, a J1939 parameter group, a source address. */
    private static final int[] MASKS = {0x1fffff00, 0x1ff00000, 0x03ffff00, 0x00ffff00, 0x000000ff, 0, 0x1fffffff};

    @Override
    public RuleSet next(RandomGenerator random) {
        return new RuleSet(Stream.generate(() -> rule(random))
                .limit(random.nextInt(most + 1))
                .toList());
    }

    @Override
    public List<RuleSet> smaller(RuleSet value) {
        List<Rule> rules = value.rules();
        if (rules.isEmpty()) {
            return List.of();
        }
        int half = rules.size() / 2;
        return Stream.of(
                        rules.subList(0, half),
                        rules.subList(half, rules.size()),
                        rules.subList(1, rules.size()),
                        rules.subList(0, rules.size() - 1))
                .filter(smaller -> smaller.size() < rules.size())
                .map(RuleSet::new)
                .toList();
    }

    public static Gen<Policy> policies(int mostRules) {
        RuleSets sets = new RuleSets(mostRules);
        return random -> new Policy(
                random.nextInt(8) == 0 ? Policy.everything().read() : sets.next(random),
                random.nextInt(8) == 0 ? Policy.everything().write() : sets.next(random),
                random.nextBoolean());
    }

    public static Rule rule(RandomGenerator random) {
        int rate = random.nextInt(4) == 0 ? random.nextInt(1, Rule.MAX_RATE + 1) : 0;
        return new Rule(ids(random), random.nextBoolean(), rate);
    }

    /** A word with any flags over an id at or next to the edges of the rules' own ids. */
    public static int wordNear(RandomGenerator random, RuleSet rules) {
        int flags = random.nextInt() & (IdWord.EXTENDED | IdWord.REMOTE);
        if (rules.isNone() || random.nextInt(8) == 0) {
            return flags | random.nextInt(IdWord.EXTENDED_MASK + 1);
        }
        int id = switch (rules.rules().get(random.nextInt(rules.rules().size())).ids()) {
            case IdSet.All _ -> random.nextInt();
            case IdSet.Range range ->
                random.nextBoolean() ? range.first().value() : range.last().value();
            case IdSet.Masked masked -> masked.id().value() | (random.nextInt() & ~masked.mask());
        };
        int near = id + random.nextInt(-1, 2);
        int width = (flags & IdWord.EXTENDED) != 0 ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
        return flags | (near & width);
    }

    private static IdSet ids(RandomGenerator random) {
        ArbitrationId id = Frames.id(random);
        int width = id.extended() ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
        return switch (random.nextInt(16)) {
            case 0 -> new IdSet.All();
            case 1, 2, 3, 4, 5 -> new IdSet.Range(id, id);
            case 6, 7, 8, 9, 10 -> {
                int last = Math.min(width, id.value() + random.nextInt(1 + width / Gen.oneOf(random, 2, 64, 256)));
                yield new IdSet.Range(id, new ArbitrationId(last, id.extended()));
            }
            default ->
                new IdSet.Masked(
                        id, width & (random.nextBoolean() ? random.nextInt() : MASKS[random.nextInt(MASKS.length)]));
        };
    }
}
