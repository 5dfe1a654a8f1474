package org.buslane.node.socketcand;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.buslane.node.NodeException;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.socketcand.BusTraffic;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.buslane.tunnel.socketcand.ServerSpec.Beaconing;
import org.buslane.tunnel.socketcand.SocketcandServer;

/**
 * The servers that run, each with the tunnels that are to be opened on its buses. One that is declared as before goes on
 * with its clients. The tunnels of one that is not are closed before it is: so what is new begins first, then buses have
 * the tunnels of both changed, then the others end. One that listens where another did until then does so a moment later.
 * Any thread; one at a time.
 */
public final class SocketcandServers implements AutoCloseable {
    private final Function<String, BusTraffic> traffic;
    private final String hostName;
    private final BusClock clock;
    private final Map<DeclaredServer, SocketcandServer> running = new LinkedHashMap<>();

    /**
     * Without any.
     *
     * @param traffic of a bus of the kernel's by its name; is called on any bus's thread
     * @param hostName of this machine, for beacons
     */
    public SocketcandServers(Function<String, BusTraffic> traffic, String hostName, BusClock clock) {
        this.traffic = traffic;
        this.hostName = hostName;
        this.clock = clock;
    }

    /** For a process. */
    public static SocketcandServers ofThisMachine(Path proc) {
        return new SocketcandServers(new ProcTraffic(proc)::of, HostName.of(proc), BusClock.real());
    }

    /** The tunnels of these servers, without beginning any: those of one that does not run can only be talked about. */
    public synchronized List<TunnelSpec> preview(List<DeclaredServer> wanted) {
        List<TunnelSpec> tunnels = new ArrayList<>();
        for (DeclaredServer server : wanted) {
            for (String bus : server.spec().buses()) {
                tunnels.add(server.tunnel(
                        bus,
                        Optional.ofNullable(running.get(server))
                                .map(there -> there.kind(bus))
                                .orElseGet(() -> new Unopened(server.spec()))));
            }
        }
        return tunnels;
    }

    /**
     * Has these servers from now on.
     *
     * @param tunnels has the buses have these tunnels of servers and no others
     * @return what that returns; should it throw, all is as before
     * @throws NodeException as {@link #begin}
     */
    public synchronized <T> T change(List<DeclaredServer> wanted, Function<List<TunnelSpec>, T> tunnels) {
        List<DeclaredServer> before = List.copyOf(running.keySet());
        List<TunnelSpec> all = begin(wanted);
        try {
            T result = tunnels.apply(all);
            endOthers(wanted);
            return result;
        } catch (RuntimeException e) {
            endOthers(before);
            throw e;
        }
    }

    /**
     * Begins those that do not run yet. Others go on.
     *
     * @return the tunnels of these servers
     * @throws NodeException if one cannot begin, as by files that are of no use; then none has begun
     */
    public synchronized List<TunnelSpec> begin(List<DeclaredServer> wanted) {
        List<DeclaredServer> begun = new ArrayList<>();
        try {
            for (DeclaredServer server : wanted) {
                if (!running.containsKey(server)) {
                    running.put(server, start(server));
                    begun.add(server);
                }
            }
        } catch (RuntimeException e) {
            begun.forEach(this::end);
            throw e;
        }
        return preview(wanted);
    }

    private SocketcandServer start(DeclaredServer server) {
        try {
            return SocketcandServer.start(
                    withHostName(server.spec()),
                    new KernelBusControl(server.virtualBuses(), server.configures()),
                    bus -> server.virtualBuses().contains(bus) ? Optional.empty() : Optional.of(traffic.apply(bus)),
                    clock);
        } catch (IllegalArgumentException e) {
            throw new NodeException("%s: %s".formatted(server.spec().name(), e.getMessage()), e);
        }
    }

    private ServerSpec withHostName(ServerSpec spec) {
        return new ServerSpec(
                spec.name(),
                spec.buses(),
                spec.listen(),
                spec.policy(),
                spec.rules(),
                spec.isClosed(),
                spec.limits(),
                spec.behaviour(),
                spec.tls(),
                spec.beacon()
                        .map(beacon ->
                                beacon.hostName().isEmpty() ? new Beaconing(hostName, beacon.description()) : beacon));
    }

    private void endOthers(List<DeclaredServer> wanted) {
        List.copyOf(running.keySet()).stream()
                .filter(server -> !wanted.contains(server))
                .forEach(this::end);
    }

    private void end(DeclaredServer server) {
        Optional.ofNullable(running.remove(server)).ifPresent(SocketcandServer::close);
    }

    /** Once their tunnels are closed. */
    @Override
    public synchronized void close() {
        endOthers(List.of());
    }
}
