package org.buslane.node.gateway;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.buslane.node.NodeException;
import org.buslane.node.metrics.MetricsServer;
import org.jspecify.annotations.Nullable;

/**
 * Where metrics are served, if they are to be. An address that is not to be had is no reason for a gateway not to
 * run: it says so, and tries again when it is asked to serve there again. Any thread; one at a time.
 */
final class MetricsDoor implements AutoCloseable {
    private final Supplier<String> text;
    private Optional<InetSocketAddress> wanted = Optional.empty();
    private @Nullable MetricsServer server;
    private String state = "";

    MetricsDoor(Supplier<String> text) {
        this.text = text;
    }

    /** What would be other if they were served there, in words; empty if nothing would. */
    synchronized Optional<String> difference(Optional<InetSocketAddress> address) {
        if (wanted.equals(address)) {
            return Optional.empty();
        }
        return Optional.of(address.map(to -> "serve metrics at %s:%d".formatted(to.getHostString(), to.getPort()))
                .orElse("serve no metrics"));
    }

    /** Serves there from now on, and nowhere else. */
    synchronized void serve(Optional<InetSocketAddress> address) {
        if (server != null && wanted.equals(address)) {
            return;
        }
        close();
        wanted = address;
        state = "";
        address.ifPresent(this::open);
    }

    private void open(InetSocketAddress address) {
        try {
            server = MetricsServer.open(address, text);
            state = server.url();
        } catch (NodeException e) {
            state = String.valueOf(e.getMessage());
        }
    }

    /** Where they are served, or why they are not; empty if they are not to be. */
    synchronized String state() {
        return state;
    }

    @Override
    public synchronized void close() {
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
