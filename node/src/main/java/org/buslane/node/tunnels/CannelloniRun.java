package org.buslane.node.tunnels;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.folder.Caller;
import org.buslane.node.tunnels.CannelloniArguments.Role;
import org.buslane.node.tunnels.CannelloniArguments.Wire;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.cannelloni.TimeoutFile;
import org.buslane.tunnel.cannelloni.TimeoutTable;

/** A tunnel that was typed: a bus's thread in this process, from its start to its end. Any thread. */
public final class CannelloniRun implements TypedRun {
    private static final String NAME = "cannelloni";

    /** For what takes a moment, on a machine that has much else to do. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private static final Duration GLANCE = Duration.ofMillis(5);

    private final TypedBus bus;
    private final TunnelSpec tunnel;
    private final Wire wire;
    private final TypedThread thread;

    private CannelloniRun(TypedBus bus, TunnelSpec tunnel, Wire wire) {
        this.bus = bus;
        this.tunnel = tunnel;
        this.wire = wire;
        this.thread = TypedThread.start(bus);
    }

    /**
     * Begins, with one tunnel on one bus.
     *
     * @param folder what a relative {@code -T} is relative to
     * @throws NodeException in a sentence, what of it cannot be
     */
    public static CannelloniRun start(CannelloniArguments typed, Path folder, Caller caller) {
        TimeoutTable timeouts =
                typed.timeoutFile().map(file -> timeouts(folder.resolve(file))).orElse(TimeoutTable.EMPTY);
        TunnelSpec tunnel = new TunnelSpec(NAME, typed.bus(), CannelloniPlan.of(typed, timeouts, HostAddresses::of));
        CannelloniRun run = new CannelloniRun(TypedBus.named(typed.bus(), caller), tunnel, typed.wire());
        run.thread.open(tunnel);
        boolean listens = typed.wire() == Wire.UDP || typed.role() == Role.SERVER;
        try {
            run.awaitBeginning(listens);
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /** A tunnel opens what it needs in its first turn. One that was typed and cannot listen is not to be left alone. */
    private void awaitBeginning(boolean listens) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        TunnelReport now = report().tunnels().getFirst().report();
        while (now.listening().isEmpty() && now.note().isEmpty() && !now.well() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE.toNanos());
            now = report().tunnels().getFirst().report();
        }
        if (listens && now.listening().isEmpty()) {
            throw new NodeException(now.note().isEmpty() ? "nothing listens yet, and nobody knows why" : now.note());
        }
    }

    private static TimeoutTable timeouts(Path file) {
        try {
            return TimeoutFile.parse(GatewayConfig.text(file));
        } catch (IllegalArgumentException e) {
            throw new NodeException(file + ": " + e.getMessage(), e);
        }
    }

    /** Which bus it carries, to whom, and where it listens. */
    @Override
    public String notice() {
        BusReport now = report();
        String listening = now.tunnels().getFirst().report().listening();
        StringBuilder text = new StringBuilder();
        text.append(bus.words()).append(": ").append(tunnel.kind().words());
        text.append(listening.isEmpty() ? "" : ", listening at " + listening).append('\n');
        if (!now.note().isEmpty()) {
            text.append(now.note()).append('\n');
        }
        if (!now.tunnels().getFirst().report().note().isEmpty()) {
            text.append(now.tunnels().getFirst().report().note()).append('\n');
        }
        return text.append("peers read and write everything but error frames\n").toString();
    }

    /** The bus and its one tunnel now. */
    public BusReport report() {
        return thread.report();
    }

    /** What the original says when it ends, and the accounts behind it. */
    @Override
    public String summary() {
        return CannelloniSummary.of(wire, report());
    }

    @Override
    public void close() {
        thread.close();
    }
}
