package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Actions on the wire, linux/pkt_cls.h: a list whose types are places from 1 on, of each its TCA_ACT_KIND, its options
 * and its counters; and struct tcamsg of 4 bytes (family, padding), with TCA_ROOT_TAB, for actions by themselves.
 */
final class ActionMessages {
    static final int NEW = 48;
    static final int GET = 50;

    static final String GACT = "gact";
    static final String POLICE = "police";

    private static final int FIXED = 4;
    private static final int TABLE = 1;
    private static final int TABLE_FLAGS = 2;

    /** As many as fit, instead of 32, in each piece of a list. */
    private static final int LARGE_DUMP = 1;

    private static final int KIND = 1;
    static final int OPTIONS = 2;
    private static final int STATISTICS = 4;

    /** NLA_F_NESTED, which tc sets here and nowhere else. */
    private static final int NESTED = 0x8000;

    private static final int PARAMETERS = 2;

    /** struct tc_gact: index, capab, action, refcnt, bindcnt. */
    private static final int PARAMETERS_SIZE = 20;

    private static final int TIMES = 1;
    private static final int PADDING = 4;
    private static final Set<Integer> KNOWN = Set.of(TIMES, PARAMETERS, PADDING);

    private static final int OK = 0;
    private static final int SHOT = 2;

    /** TC_ACT_UNSPEC. */
    private static final int NEXT_FILTER = -1;

    private ActionMessages() {}

    /** The names of kinds that a filter with that action needs, without act_. */
    static String kind(TrafficAction action) {
        return switch (action) {
            case TrafficAction.Pass _, TrafficAction.Drop _, TrafficAction.Count _ -> GACT;
            case Police _ -> POLICE;
        };
    }

    /** A list of this one. */
    static void write(MessageWriter target, TrafficAction action) {
        target.attribute(
                1,
                one -> one.text(KIND, kind(action)).attribute(OPTIONS | NESTED, options -> {
                    switch (action) {
                        case TrafficAction.Pass pass -> generic(options, pass, OK);
                        case TrafficAction.Drop drop -> generic(options, drop, SHOT);
                        case TrafficAction.Count count -> generic(options, count, NEXT_FILTER);
                        case Police police -> PoliceMessages.write(options, police);
                    }
                }));
    }

    private static void generic(MessageWriter target, TrafficAction action, int verdict) {
        target.attribute(
                PARAMETERS,
                parameters -> parameters
                        .u32(action.index().orElse(0))
                        .zeros(4)
                        .u32(verdict)
                        .zeros(8));
    }

    /** Of one in a list; empty if it cannot be said here. */
    static Optional<TrafficAction> read(Attributes action) {
        Attributes options = action.nested(OPTIONS);
        return switch (action.text(KIND).orElse("")) {
            case GACT -> generic(options);
            case POLICE -> PoliceMessages.read(options).map(police -> police);
            default -> Optional.empty();
        };
    }

    private static Optional<TrafficAction> generic(Attributes options) {
        // With another attribute, TCA_GACT_PROB, it is that action for some frames only.
        return options.value(PARAMETERS, PARAMETERS_SIZE)
                .filter(_ -> options.hasOnly(KNOWN))
                .flatMap(ActionMessages::generic);
    }

    private static Optional<TrafficAction> generic(ByteBuffer parameters) {
        OptionalInt index = TrafficAction.shared(parameters.getInt(0));
        return switch (parameters.getInt(8)) {
            case OK -> Optional.of(new TrafficAction.Pass(index));
            case SHOT -> Optional.of(new TrafficAction.Drop(index));
            case NEXT_FILTER -> Optional.of(new TrafficAction.Count(index));
            default -> Optional.empty();
        };
    }

    /** Those of gact in one piece of its list. */
    static List<InstalledAction> generics(Message message) {
        return table(message).stream().map(ActionMessages::installed).toList();
    }

    private static InstalledAction installed(Attributes action) {
        Attributes options = action.nested(OPTIONS);
        ByteBuffer parameters = options.value(PARAMETERS, PARAMETERS_SIZE)
                .orElseThrow(() -> new BadMessageException("an action of gact was told without its TCA_GACT_PARMS"));
        return new InstalledAction(parameters.getInt(0), generic(options), parameters.getInt(16), counters(action));
    }

    static ActionCounters counters(Attributes action) {
        return ActionCounters.read(action.nested(STATISTICS));
    }

    /** All of a kind in the namespace, whosever. */
    static MessageWriter list(String kind) {
        return new MessageWriter(GET, MessageHeader.DUMP)
                .zeros(FIXED)
                .attribute(TABLE, list -> list.attribute(1, one -> one.text(KIND, kind)))
                .attribute(TABLE_FLAGS, flags -> flags.u32(LARGE_DUMP).u32(LARGE_DUMP));
    }

    /** The actions of one piece of that list. */
    static List<Attributes> table(Message message) {
        return message.header().type() == GET || message.header().type() == NEW
                ? message.attributes(FIXED).nested(TABLE).rows()
                : List.of();
    }
}
