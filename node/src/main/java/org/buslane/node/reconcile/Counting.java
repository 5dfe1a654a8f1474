package org.buslane.node.reconcile;

import java.util.List;
import java.util.function.LongSupplier;
import org.buslane.node.lanes.LaneDesk;

/**
 * Keeps the ledger: before anything is repaired, since what took a rule away took its counters with it, and now and then,
 * so that little is only known to the kernel. Owned by the agent's thread.
 */
final class Counting implements Duty {
    private static final String COUNTERS = "the ledger's counters";
    private static final long PAUSE = 2_000_000_000;

    private final LaneDesk desk;
    private final LongSupplier clock;
    private long due;

    /** @param clock nanoseconds */
    Counting(LaneDesk desk, LongSupplier clock) {
        this.desk = desk;
        this.clock = clock;
        this.due = clock.getAsLong();
    }

    @Override
    public String subject() {
        return "the ledger";
    }

    @Override
    public void pass(Upkeep upkeep) {
        if (upkeep.isThorough() || due - clock.getAsLong() <= 0) {
            due = clock.getAsLong() + PAUSE;
            upkeep.watch(COUNTERS, this::count);
        } else {
            upkeep.leave(COUNTERS);
        }
    }

    private List<String> count() {
        desk.count();
        return List.of();
    }

    @Override
    public void end(Upkeep upkeep) {
        upkeep.watch(COUNTERS, this::count);
    }
}
