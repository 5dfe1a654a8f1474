package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What filters match on the wire, linux/pkt_cls.h and net/sched/em_canid.c. */
final class MatchMessages {
    private static final int SELECTOR = 5;

    /** struct tc_u32_sel of 16 bytes, and one struct tc_u32_key: mask, value, offset, mask of an offset. */
    private static final int SELECTOR_SIZE = 32;

    private static final int KEY = 16;

    /** TCA_U32_INDEV. */
    private static final int CAME_FROM = 8;

    /** What every frame has. */
    private static final TrafficMatch.IdWord ANY_WORD = new TrafficMatch.IdWord(0, 0);

    /** TC_U32_TERMINAL: a frame that matches is classified, no further table is looked into. */
    private static final int TERMINAL = 1;

    private static final int EXTENDED_MATCHES = 2;
    private static final int TREE_HEADER = 1;
    private static final int TREE_LIST = 2;

    /** struct tcf_ematch_tree_hdr: how many matches, and a program's id. */
    private static final int TREE_HEADER_SIZE = 4;

    /** struct tcf_ematch_hdr: match id, kind, flags, padding, of 2 bytes each. */
    private static final int MATCH_HEADER = 8;

    /** TCF_EM_CANID. */
    private static final int CANID = 7;

    /** struct can_filter. */
    private static final int FILTER = 8;

    private MatchMessages() {}

    static void write(MessageWriter target, TrafficMatch match) {
        switch (match) {
            case TrafficMatch.All _ -> {}
            case TrafficMatch.IdWord word -> target.attribute(SELECTOR, selector -> write(selector, word));
            case TrafficMatch.CameFrom from ->
                target.attribute(SELECTOR, selector -> write(selector, ANY_WORD))
                        .text(CAME_FROM, from.name());
            case TrafficMatch.CanIds ids -> target.attribute(EXTENDED_MATCHES, tree -> write(tree, ids));
        }
    }

    /**
     * A key is in network byte order, which means as the bytes stand in the frame; there a can_id is in the machine's
     * order, and so it is written here.
     */
    private static void write(MessageWriter target, TrafficMatch.IdWord word) {
        target.u8(TERMINAL).u8(0).u8(1).zeros(KEY - 3);
        target.u32(word.mask()).u32(word.id()).zeros(8);
    }

    private static void write(MessageWriter target, TrafficMatch.CanIds ids) {
        target.attribute(TREE_HEADER, header -> header.u16(1).u16(0));
        target.attribute(
                TREE_LIST,
                list -> list.attribute(1, one -> {
                    one.u16(0).u16(CANID).zeros(MATCH_HEADER - 4);
                    ids.ids().forEach(id -> id.write(one));
                }));
    }

    /** Empty if it cannot be said here. */
    static Optional<TrafficMatch> read(Classifier classifier, Attributes options) {
        return switch (classifier) {
            case MATCHALL -> Optional.of(new TrafficMatch.All());
            case U32 ->
                options.value(SELECTOR, SELECTOR_SIZE)
                        .flatMap(MatchMessages::word)
                        .flatMap(word -> from(word, options));
            case BASIC -> ids(options.nested(EXTENDED_MATCHES));
        };
    }

    private static Optional<TrafficMatch> from(TrafficMatch.IdWord word, Attributes options) {
        Optional<String> name = options.text(CAME_FROM);
        if (name.isEmpty()) {
            return Optional.of(word);
        }
        return name.filter(_ -> word.equals(ANY_WORD))
                .filter(InterfaceName::isOne)
                .map(TrafficMatch.CameFrom::new);
    }

    private static Optional<TrafficMatch.IdWord> word(ByteBuffer selector) {
        boolean isOneKey = selector.get(0) == TERMINAL && selector.get(2) == 1;
        boolean isFirstWord = selector.get(1) == 0
                && selector.getInt(4) == 0
                && selector.getLong(8) == 0
                && selector.getLong(KEY + 8) == 0;
        return isOneKey && isFirstWord
                ? Optional.of(new TrafficMatch.IdWord(selector.getInt(KEY + 4), selector.getInt(KEY)))
                : Optional.empty();
    }

    private static Optional<TrafficMatch> ids(Attributes tree) {
        boolean isOne = tree.value(TREE_HEADER, TREE_HEADER_SIZE)
                .map(header -> header.getShort(0) == 1)
                .orElse(false);
        return tree.nested(TREE_LIST).value(1, MATCH_HEADER).filter(_ -> isOne).flatMap(MatchMessages::ids);
    }

    private static Optional<TrafficMatch> ids(ByteBuffer match) {
        // A flag would invert it.
        if (match.getShort(2) != CANID || match.getShort(4) != 0) {
            return Optional.empty();
        }
        List<CanId> ids = new ArrayList<>();
        for (int at = MATCH_HEADER; at + FILTER <= match.limit(); at += FILTER) {
            int id = match.getInt(at);
            int mask = match.getInt(at + 4);
            if (!CanId.isReadable(id, mask)) {
                return Optional.empty();
            }
            ids.add(CanId.read(id, mask));
        }
        return ids.isEmpty() || ids.size() > TrafficMatch.CanIds.MOST
                ? Optional.empty()
                : Optional.of(new TrafficMatch.CanIds(ids));
    }
}
