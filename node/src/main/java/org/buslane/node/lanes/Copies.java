package org.buslane.node.lanes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.buslane.lane.Copier;
import org.buslane.lane.CopyLoop;
import org.buslane.lane.CopyOrder;
import org.buslane.lane.LaneId;
import org.buslane.linux.NetworkNamespace;

/**
 * The lanes that this process copies. A thread for them begins with the first. Owned by the agent's thread, and closed
 * when that has ended.
 */
public final class Copies implements AutoCloseable {
    /** A lane under way. */
    private record Copied(CopyOrder order, Copier copier, CopyFile file) {}

    private final LaneRecords records;
    private final LongSupplier clock;
    private final Map<LaneId, Copied> lanes = new HashMap<>();
    private Optional<CopyLoop> loop = Optional.empty();

    /**
     * @param records beside which the counts are
     * @param clock nanoseconds, never going back
     */
    public Copies(LaneRecords records, LongSupplier clock) {
        this.records = records;
        this.clock = clock;
    }

    /**
     * Copies as it is ordered: one that is copied already goes on, by other terms if so, unless an interface was
     * exchanged under it.
     *
     * @return whether it began
     * @throws org.buslane.linux.LinuxException if an interface is gone again
     */
    boolean keep(CopyOrder order, NetworkNamespace container) {
        Copied known = lanes.get(order.lane());
        if (known != null && known.copier().end().isEmpty() && known.order().isBetweenTheSame(order)) {
            if (!known.order().equals(order)) {
                loop().terms(known.copier(), order.terms());
                lanes.put(order.lane(), new Copied(order, known.copier(), known.file()));
            }
            return false;
        }
        end(order.lane());
        CopyFile file = CopyFile.open(records.counts(order.lane()));
        Copier copier = Copier.open(order, container, file.written(), file.read(), clock);
        loop().add(copier);
        file.mine(true);
        lanes.put(order.lane(), new Copied(order, copier, file));
        return true;
    }

    /** Copies it no more, if it did; what was sent before is. */
    void end(LaneId lane) {
        Copied known = lanes.remove(lane);
        if (known != null) {
            loop().end(known.copier());
            known.file().mine(false);
        }
    }

    private CopyLoop loop() {
        CopyLoop running = loop.orElseGet(() -> CopyLoop.start(clock));
        loop = Optional.of(running);
        return running;
    }

    @Override
    public void close() {
        loop.ifPresent(CopyLoop::close);
        lanes.values().forEach(lane -> lane.file().mine(false));
        lanes.clear();
    }
}
