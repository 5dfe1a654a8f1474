package org.buslane.virtual.raw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The receiver lists of net/can/af_can.c, function by function as they stand there: what {@link Filters}
 * is held against.
 */
final class KernelFilters {
    private static final int CAN_EFF_FLAG = 0x80000000;
    private static final int CAN_RTR_FLAG = 0x40000000;
    private static final int CAN_ERR_FLAG = 0x20000000;
    private static final int CAN_INV_FILTER = 0x20000000;
    private static final int CAN_SFF_MASK = 0x7ff;
    private static final int CAN_EFF_MASK = 0x1fffffff;
    private static final int CAN_ERR_MASK = 0x1fffffff;
    private static final int CAN_EFF_RTR_FLAGS = CAN_EFF_FLAG | CAN_RTR_FLAG;

    private record Receiver(int id, int mask) {}

    private final List<Receiver> err = new ArrayList<>();
    private final List<Receiver> all = new ArrayList<>();
    private final List<Receiver> fil = new ArrayList<>();
    private final List<Receiver> inv = new ArrayList<>();
    private final Map<Integer, List<Receiver>> sff = new HashMap<>();
    private final Map<Integer, List<Receiver>> eff = new HashMap<>();

    /** can_rx_register() with can_rcv_list_find(). */
    void register(int givenId, int givenMask) {
        int id = givenId;
        int mask = givenMask;
        boolean inverted = (id & CAN_INV_FILTER) != 0;
        if ((mask & CAN_ERR_FLAG) != 0) {
            mask &= CAN_ERR_MASK;
            err.add(new Receiver(id, mask));
            return;
        }
        if ((mask & CAN_EFF_FLAG) != 0 && (id & CAN_EFF_FLAG) == 0) {
            mask &= CAN_SFF_MASK | CAN_EFF_RTR_FLAGS;
        }
        id &= mask;
        list(id, mask, inverted).add(new Receiver(id, mask));
    }

    private List<Receiver> list(int id, int mask, boolean inverted) {
        if (inverted) {
            return inv;
        }
        if (mask == 0) {
            return all;
        }
        if ((mask & CAN_EFF_RTR_FLAGS) == CAN_EFF_RTR_FLAGS && (id & CAN_RTR_FLAG) == 0) {
            if ((id & CAN_EFF_FLAG) != 0) {
                if (mask == (CAN_EFF_MASK | CAN_EFF_RTR_FLAGS)) {
                    return eff.computeIfAbsent(id, _ -> new ArrayList<>());
                }
            } else if (mask == (CAN_SFF_MASK | CAN_EFF_RTR_FLAGS)) {
                return sff.computeIfAbsent(id, _ -> new ArrayList<>());
            }
        }
        return fil;
    }

    /** raw_enable_errfilter(). */
    void registerErrors(int errorMask) {
        if (errorMask != 0) {
            register(0, errorMask | CAN_ERR_FLAG);
        }
    }

    /** can_rcv_filter(): how often a frame is delivered. */
    int deliveries(int canId) {
        int matches = 0;
        if ((canId & CAN_ERR_FLAG) != 0) {
            for (Receiver receiver : err) {
                matches += (canId & receiver.mask) != 0 ? 1 : 0;
            }
            return matches;
        }
        matches += all.size();
        for (Receiver receiver : fil) {
            matches += (canId & receiver.mask) == receiver.id ? 1 : 0;
        }
        for (Receiver receiver : inv) {
            matches += (canId & receiver.mask) != receiver.id ? 1 : 0;
        }
        if ((canId & CAN_RTR_FLAG) != 0) {
            return matches;
        }
        if ((canId & CAN_EFF_FLAG) != 0) {
            return matches + eff.getOrDefault(canId, List.of()).size();
        }
        return matches + sff.getOrDefault(canId & CAN_SFF_MASK, List.of()).size();
    }
}
