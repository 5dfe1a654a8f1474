package org.buslane.tunnel.socketcand;

import java.util.Optional;
import java.util.function.Function;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.line.TlsContext;

/**
 * A server of socketcand's protocol: a thread that listens and asks clients which bus they want, and a tunnel on each bus
 * ({@link #kind}) that has them from then on. Outlives the threads of the buses, and is closed after its tunnels.
 */
public final class SocketcandServer implements AutoCloseable {
    private final ServerSpec spec;
    private final Foyer foyer;
    private final Reception reception;

    private SocketcandServer(ServerSpec spec, Foyer foyer, Reception reception) {
        this.spec = spec;
        this.foyer = foyer;
        this.reception = reception;
    }

    /**
     * Listens soon, and tries again and again where it cannot: {@link #report} tells.
     *
     * @param control is called on the server's thread
     * @param traffic of a bus of that name as the kernel counts it, for {@code < statistics … >}; empty if it does not, then
     *     the server tells what it has seen itself. Is called on the bus's thread, at most a hundred times a second
     * @throws IllegalArgumentException if the files for TLS are of no use, in a sentence
     */
    public static SocketcandServer start(
            ServerSpec spec, BusControl control, Function<String, Optional<BusTraffic>> traffic, BusClock clock) {
        Optional<TlsContext> tls = spec.tls().map(TlsContext::server);
        Foyer foyer = new Foyer(spec.buses(), traffic);
        return new SocketcandServer(spec, foyer, Reception.start(spec, tls, control, foyer, clock));
    }

    public ServerSpec spec() {
        return spec;
    }

    /**
     * The tunnel to open on a bus so that this server's clients have it; equal as long as it is the same server's.
     *
     * @throws IllegalArgumentException if it is none of the server's buses
     */
    public TunnelKind kind(String bus) {
        return new SocketcandBus(spec, bus, foyer);
    }

    /** Any thread. */
    public ServerReport report() {
        return foyer.report();
    }

    /** Ends the thread, with the clients that have no bus yet. The tunnels have been closed before. */
    @Override
    public void close() {
        reception.close();
        foyer.close();
    }
}
