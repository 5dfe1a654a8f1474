package org.buslane.node.agent;

import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.reconcile.Keeping;
import org.buslane.node.reconcile.Lookout;

/**
 * What an agent is put together of.
 *
 * @param lookout that of {@code keeping}, not started yet
 * @param declaring empty without a configuration
 * @param status how the node does; asked on the agent's thread
 * @param environment with NOTIFY_SOCKET and its like
 * @param clock nanoseconds, that of {@code keeping}
 */
public record AgentParts(
        LaneDesk desk,
        Keeping keeping,
        Lookout lookout,
        Optional<Declaring> declaring,
        Users users,
        Supplier<AgentStatus> status,
        Map<String, String> environment,
        LongSupplier clock) {}
