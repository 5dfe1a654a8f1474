package org.buslane.linux.netlink;

import java.util.List;
import java.util.stream.Stream;

/** Which frames a filter is for. Classic and CAN FD frames are the same to all of these. */
public sealed interface TrafficMatch {
    /** Every frame: cls_matchall. */
    record All() implements TrafficMatch {
        @Override
        public String toString() {
            return "All";
        }
    }

    /**
     * By the whole first word of the frame, {@code received & mask == id & mask}, with the flags EFF, RTR and ERR of a
     * can_id as its upper three bits: cls_u32. This is the one to say exactly what is meant. {@code 123:E00007FF} is the
     * standard data frame 123 and nothing else; any of the three flags that the mask lacks is one that does not matter.
     */
    record IdWord(int id, int mask) implements TrafficMatch {
        @Override
        public String toString() {
            return "IdWord[%03X:%X]".formatted(id, mask);
        }
    }

    /**
     * Every frame that came into this namespace by one interface, and was forwarded from there: cls_u32 with a key that
     * all have, and TCA_U32_INDEV. What was sent here came by none. Frames are told by {@code skb_iif}, which can-gw
     * leaves as it is. When that interface goes nothing matches any more, and the filter is told as an
     * {@link IdWord} of all frames.
     *
     * @param name the interface's when the filter is added; later it is told by the name that it has then
     */
    record CameFrom(String name) implements TrafficMatch {
        public CameFrom {
            InterfaceName.require(name);
        }

        @Override
        public String toString() {
            return "CameFrom[%s]".formatted(name);
        }
    }

    /**
     * By one or several sets of ids in one filter: cls_basic with em_canid.
     *
     * <p><strong>It does not tell data frames from remote frames</strong>, nor standard ids from the classes of error
     * frames: for all that is not extended em_canid looks at the lower 11 bits alone, so {@code 080:7FF} is also for
     * the remote frame 080 and for every error frame with the class CAN_ERR_BUSERROR alone. Where that matters put
     * filters by {@link IdWord} before it, or in its place.
     *
     * @param ids 1 to 500 of them; extended ones stand first, as the kernel tells them
     */
    record CanIds(List<CanId> ids) implements TrafficMatch {
        /** EM_CAN_RULES_MAX of net/sched/em_canid.c. */
        public static final int MOST = 500;

        public CanIds {
            Requirements.range("how many sets of ids a filter has", ids.size(), 1, MOST);
            ids = Stream.concat(
                            ids.stream().filter(CanId::extended), ids.stream().filter(id -> !id.extended()))
                    .toList();
        }

        public static CanIds of(CanId... ids) {
            return new CanIds(List.of(ids));
        }
    }
}
