package org.buslane.node.tunnels;

import java.util.concurrent.CompletionException;
import org.buslane.node.NodeException;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.BusThread;

/** The thread of a bus that was typed, in this process. Any thread. */
record TypedThread(BusThread thread) implements AutoCloseable {
    static TypedThread start(TypedBus bus) {
        return new TypedThread(BusThread.start(bus.port(), BusClock.real()));
    }

    void open(TunnelSpec tunnel) {
        thread.open(tunnel).join();
    }

    /**
     * The bus and its tunnels now.
     *
     * @throws NodeException if it has ended, which it does not by itself
     */
    BusReport report() {
        try {
            return thread.report().join();
        } catch (CompletionException e) {
            throw new NodeException("bus %s has ended after a fault of ours".formatted(thread.name()), e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
