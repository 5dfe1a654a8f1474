package org.buslane.linux.netlink;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Kinds of filters, each with the places of its attributes in TCA_OPTIONS: linux/pkt_cls.h. */
enum Classifier {
    /** ACT, FLAGS, PCNT with struct tc_matchall_pcnt (matched), PAD. */
    MATCHALL("matchall", 2, 3, 4, 0),

    /** HASH, SEL, ACT, INDEV, PCNT with struct tc_u32_pcnt (tried, matched, by key), FLAGS, PAD. */
    U32("u32", 7, 11, 9, 8),

    /** EMATCHES, ACT, PCNT with struct tc_basic_pcnt (tried, matched), PAD. It has no flags. */
    BASIC("basic", 3, 0, 5, 8);

    /** TCA_CLS_FLAGS_NOT_IN_HW; all others are about hardware. */
    private static final int IN_SOFTWARE = 8;

    final String kind;
    final int actions;
    private final int flags;
    private final int counts;
    private final int matchedAt;

    Classifier(String kind, int actions, int flags, int counts, int matchedAt) {
        this.kind = kind;
        this.actions = actions;
        this.flags = flags;
        this.counts = counts;
        this.matchedAt = matchedAt;
    }

    static Classifier of(TrafficMatch match) {
        return switch (match) {
            case TrafficMatch.All _ -> MATCHALL;
            case TrafficMatch.IdWord _, TrafficMatch.CameFrom _ -> U32;
            case TrafficMatch.CanIds _ -> BASIC;
        };
    }

    static Optional<Classifier> of(String kind) {
        return Arrays.stream(values()).filter(each -> each.kind.equals(kind)).findFirst();
    }

    private Set<Integer> known() {
        return switch (this) {
            case MATCHALL -> Set.of(2, 3, 4, 5);
            case U32 -> Set.of(2, 5, 7, 8, 9, 11, 12);
            case BASIC -> Set.of(2, 3, 5, 6);
        };
    }

    /** Whether nothing is said that a filter made here would not say. */
    boolean isPlain(Attributes options) {
        return options.hasOnly(known()) && (options.u32(flags) & ~IN_SOFTWARE) == 0;
    }

    OptionalLong matched(Attributes options) {
        return options.value(counts, matchedAt + Long.BYTES)
                .map(value -> OptionalLong.of(value.getLong(matchedAt)))
                .orElseGet(OptionalLong::empty);
    }
}
