package org.buslane.lane.doctor;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.netlink.Link;

/**
 * A lane of the kernel's, or of the records.
 *
 * @param words whose it is and where it leads
 * @param end the one at the host; empty if it is gone, or if there is none as frames are copied
 * @param recorded whether somebody knows what was promised
 * @param fd whether CAN FD frames were promised where the bus has them; true if nobody knows
 * @param copied whether the agent copies its frames
 * @param repairs the steps that would make it what was promised
 */
public record SeenLane(
        String name,
        String words,
        String bus,
        Optional<Link> end,
        boolean recorded,
        boolean fd,
        boolean copied,
        List<String> repairs) {
    public SeenLane {
        repairs = List.copyOf(repairs);
    }
}
