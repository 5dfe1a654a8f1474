package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/**
 * Filters and the clsact they are at on the wire, linux/rtnetlink.h: struct tcmsg of 20 bytes (family, padding, interface,
 * handle, parent, info), then TCA_ attributes. A filter's info is its priority, above, and its protocol.
 */
final class TrafficMessages {
    static final int NEW_QDISC = 36;
    static final int DELETE_QDISC = 37;
    static final int GET_QDISC = 38;
    static final int NEW_FILTER = 44;
    static final int DELETE_FILTER = 45;
    static final int GET_FILTER = 46;

    private static final int FIXED = 20;

    /** TC_H_CLSACT, and as the handle of a clsact its upper half. */
    private static final int CLSACT_PARENT = 0xFFFFFFF1;

    private static final int CLSACT_HANDLE = 0xFFFF0000;
    private static final String CLSACT = "clsact";

    private static final int KIND = 1;
    private static final int OPTIONS = 2;
    private static final int STATISTICS = 7;
    private static final int CHAIN = 11;

    /** TC_H_ROOT: the parent of the qdisc that an interface sends through. */
    private static final int ROOT = 0xFFFFFFFF;

    /** ETH_P_ALL in network byte order. */
    private static final int ALL_PROTOCOLS = Short.toUnsignedInt(
            ByteBuffer.wrap(new byte[] {0, 3}).order(ByteOrder.nativeOrder()).getShort(0));

    /** Of a filter of u32: its number in its table. Without one it is a table. */
    private static final int U32_NODE = 0xFFF;

    private TrafficMessages() {}

    static MessageWriter addClsact(int index) {
        return clsact(
                new MessageWriter(NEW_QDISC, MessageHeader.ACK | MessageHeader.CREATE | MessageHeader.EXCLUSIVE),
                index);
    }

    static MessageWriter removeClsact(int index) {
        return clsact(new MessageWriter(DELETE_QDISC, MessageHeader.ACK), index);
    }

    private static MessageWriter clsact(MessageWriter target, int index) {
        return fixed(target, index, CLSACT_HANDLE, CLSACT_PARENT, 0).text(KIND, CLSACT);
    }

    /** Those of all interfaces: the kernel does not look at which. */
    static MessageWriter listQdiscs(int index) {
        return fixed(new MessageWriter(GET_QDISC, MessageHeader.DUMP), index, 0, 0, 0);
    }

    static boolean isClsact(Message message, int index) {
        return message.header().type() == NEW_QDISC
                && message.attributes(FIXED).text(KIND).filter(CLSACT::equals).isPresent()
                && message.body().getInt(4) == index;
    }

    /** Or a qdisc {@code ingress} that is in its place: TC_H_INGRESS is the same number as TC_H_CLSACT. */
    static boolean isAtClsact(Message message, int index) {
        ByteBuffer body = message.body();
        return message.header().type() == NEW_QDISC && body.getInt(4) == index && body.getInt(12) == CLSACT_PARENT;
    }

    /** Frames that the queue of the message's interface had no room for, a u32 that wraps; empty for another qdisc. */
    static Optional<Long> queueDrops(Message message) {
        return message.header().type() == NEW_QDISC && message.body().getInt(12) == ROOT
                ? Optional.of(ActionCounters.read(message.attributes(FIXED).nested(STATISTICS))
                        .drops())
                : Optional.empty();
    }

    /** The interface that a message is about. */
    static int index(Message message) {
        return message.body().getInt(4);
    }

    static MessageWriter list(int index, Side side) {
        return fixed(new MessageWriter(GET_FILTER, MessageHeader.DUMP), index, 0, side.parent, 0);
    }

    static MessageWriter add(TrafficFilter filter) {
        Classifier classifier = Classifier.of(filter.match());
        int flags = MessageHeader.ACK | MessageHeader.ECHO | MessageHeader.CREATE | MessageHeader.EXCLUSIVE;
        return fixed(
                        new MessageWriter(NEW_FILTER, flags),
                        filter.index(),
                        0,
                        filter.side().parent,
                        info(filter.priority()))
                .text(KIND, classifier.kind)
                .attribute(OPTIONS, options -> {
                    MatchMessages.write(options, filter.match());
                    options.attribute(classifier.actions, list -> ActionMessages.write(list, filter.action()));
                });
    }

    /**
     * Where one of matchall will be: there is one to a priority, and the kernel calls it 1. It does not tell who added
     * it, though: mall_change() of net/sched/cls_matchall.c leaves the echo without handle and options.
     */
    static FilterPlace matchAllPlace(TrafficFilter filter) {
        return new FilterPlace(filter.index(), filter.side(), filter.priority(), Classifier.MATCHALL.kind, 1);
    }

    static MessageWriter get(FilterPlace place) {
        return at(new MessageWriter(GET_FILTER, MessageHeader.ACK), place);
    }

    static MessageWriter delete(FilterPlace place) {
        return at(new MessageWriter(DELETE_FILTER, MessageHeader.ACK), place);
    }

    private static MessageWriter at(MessageWriter target, FilterPlace place) {
        return fixed(target, place.index(), place.handle(), place.side().parent, info(place.priority()))
                .text(KIND, place.kind());
    }

    private static int info(int priority) {
        return priority << 16 | ALL_PROTOCOLS;
    }

    private static MessageWriter fixed(MessageWriter target, int index, int handle, int parent, int info) {
        return target.u32(0).u32(index).u32(handle).u32(parent).u32(info);
    }

    /** Empty for what is no filter: a priority, which is listed before its filters, or a table of u32. */
    static Optional<InstalledFilter> read(Message message, Side side) {
        Attributes attributes = message.attributes(FIXED);
        ByteBuffer body = message.body();
        int handle = body.getInt(8);
        String kind = attributes.text(KIND).orElse("");
        boolean isTable = kind.equals(Classifier.U32.kind) && (handle & U32_NODE) == 0;
        if (message.header().type() != NEW_FILTER || handle == 0 || isTable) {
            return Optional.empty();
        }
        int info = body.getInt(16);
        FilterPlace place = new FilterPlace(body.getInt(4), side, info >>> 16, kind, handle);
        boolean isElsewhere = attributes.u32(CHAIN) != 0 || (info & 0xFFFF) != ALL_PROTOCOLS;
        return Optional.of(Classifier.of(kind)
                .filter(_ -> !isElsewhere)
                .flatMap(classifier -> known(place, classifier, attributes.nested(OPTIONS)))
                .orElseGet(() -> new InstalledFilter.Foreign(place)));
    }

    private static Optional<InstalledFilter> known(FilterPlace place, Classifier classifier, Attributes options) {
        List<Attributes> actions = options.nested(classifier.actions).rows();
        if (!classifier.isPlain(options) || actions.size() != 1) {
            return Optional.empty();
        }
        Attributes action = actions.getFirst();
        return MatchMessages.read(classifier, options)
                .flatMap(match -> ActionMessages.read(action)
                        .map(does -> new InstalledFilter.Known(
                                place,
                                new TrafficFilter(place.index(), place.side(), place.priority(), match, does),
                                classifier.matched(options),
                                ActionMessages.counters(action))));
    }
}
