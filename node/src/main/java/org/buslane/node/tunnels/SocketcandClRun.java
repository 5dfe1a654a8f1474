package org.buslane.node.tunnels;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.node.tunnels.CannelloniArguments.Host;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.socketcand.ServerPlace;
import org.buslane.tunnel.socketcand.SocketcandClientSpec;

/** A client that was typed: a bus's thread in this process, from its start to its end. Any thread. */
public final class SocketcandClRun implements TypedRun {
    private static final String NAME = "socketcandcl";

    /** For the name of a server that is only just being started. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** For a first connection; who is not there by then is told, and goes on trying. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final Duration NEXT_QUESTION = Duration.ofMillis(500);

    private final TypedBus bus;
    private final TunnelSpec tunnel;
    private final TypedThread thread;

    private SocketcandClRun(TypedBus bus, TunnelSpec tunnel) {
        this.bus = bus;
        this.tunnel = tunnel;
        this.thread = TypedThread.start(bus);
    }

    /**
     * Begins, with one tunnel on one bus.
     *
     * @throws NodeException in a sentence, what of it cannot be
     */
    public static SocketcandClRun start(SocketcandClArguments typed, Caller caller) {
        SocketcandClientSpec spec = SocketcandClPlan.of(typed);
        if (spec.server().orElse(null) instanceof ServerPlace.Named named) {
            awaitName(named);
        }
        TunnelSpec tunnel = new TunnelSpec(NAME, typed.bus(), spec);
        SocketcandClRun run = new SocketcandClRun(TypedBus.expected(typed.bus(), caller), tunnel);
        try {
            run.thread.open(tunnel);
            run.awaitBeginning();
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    /** A container that is started beside the server's may be first; a name that nobody knows by then is a mistake. */
    private static void awaitName(ServerPlace.Named server) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (true) {
            try {
                HostAddresses.any(new Host(server.host(), server.port()));
                return;
            } catch (NodeException e) {
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
                LockSupport.parkNanos(NEXT_QUESTION.toNanos());
            }
        }
    }

    private void awaitBeginning() {
        long deadline = System.nanoTime() + FIRST.toNanos();
        while (!report().tunnels().getFirst().report().well() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    /** Which bus it carries, and to whom. */
    @Override
    public String notice() {
        BusReport now = report();
        StringBuilder text = new StringBuilder();
        text.append(bus.words()).append(": ").append(tunnel.kind().words()).append('\n');
        for (String note : List.of(now.note(), now.tunnels().getFirst().report().note())) {
            text.append(note.isEmpty() ? "" : note + "\n");
        }
        return text.append("the server reads and writes everything but error frames\n")
                .toString();
    }

    private BusReport report() {
        return thread.report();
    }

    /** The accounts of the bus and of the server. */
    @Override
    public String summary() {
        return "Shutting down.\n" + SocketcandSummary.of(List.of(report()));
    }

    @Override
    public void close() {
        thread.close();
    }
}
