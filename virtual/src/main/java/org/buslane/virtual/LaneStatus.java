package org.buslane.virtual;

import java.nio.file.Path;
import java.util.List;
import org.buslane.core.bus.Account;
import org.buslane.core.policy.Policy;

/**
 * A lane now.
 *
 * @param written what its programs wrote, those that are gone included
 * @param read what was there for its programs to read, those that are gone included
 */
public record LaneStatus(
        String name,
        Path socket,
        List<LinkStatus> links,
        List<ConnectionStatus> connections,
        Account written,
        Account read) {
    /** An interface of the lane. */
    public record LinkStatus(String name, int index, String bus, Policy policy) {}

    /**
     * A program's socket.
     *
     * @param bound an interface's name, {@code any}, or {@code -} before bind()
     */
    public record ConnectionStatus(int pid, long uid, String bound, Account written, Account read) {}

    public LaneStatus {
        links = List.copyOf(links);
        connections = List.copyOf(connections);
    }
}
