package org.buslane.node.tunnels;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.folder.Caller;
import org.buslane.node.socketcand.HostName;
import org.buslane.node.socketcand.KernelBusControl;
import org.buslane.node.socketcand.ProcTraffic;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.socketcand.ServerReport;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.buslane.tunnel.socketcand.SocketcandServer;

/** A server that was typed: its own thread and one for each bus in this process, from its start to its end. Any thread. */
public final class SocketcandRun implements TypedRun {
    private static final Path CONF = Path.of("etc/socketcand.conf");

    private final List<TypedBus> buses;
    private final SocketcandServer server;
    private final List<TypedThread> threads = new ArrayList<>();

    private SocketcandRun(List<TypedBus> buses, SocketcandServer server) {
        this.buses = buses;
        this.server = server;
    }

    /**
     * Begins.
     *
     * @throws NodeException in a sentence, what of it cannot be
     */
    public static SocketcandRun start(SocketcandArguments typed, Caller caller) {
        Path proc = caller.root().resolve("proc");
        ServerSpec spec = SocketcandPlan.of(typed, file(caller), HostName.of(proc), ListenNames.ofThisMachine());
        List<TypedBus> buses =
                spec.buses().stream().map(bus -> TypedBus.expected(bus, caller)).toList();
        Set<String> virtual = buses.stream()
                .filter(TypedBus::isVirtual)
                .map(bus -> bus.port().name())
                .collect(Collectors.toSet());
        SocketcandRun run = new SocketcandRun(buses, start(spec, virtual, new ProcTraffic(proc)));
        try {
            run.open();
            return run;
        } catch (RuntimeException e) {
            run.close();
            throw e;
        }
    }

    private static SocketcandSettings file(Caller caller) {
        Path file = caller.root().resolve(CONF);
        return Files.exists(file)
                ? SocketcandConf.parse(file.toString(), GatewayConfig.text(file))
                : SocketcandSettings.NONE;
    }

    private static SocketcandServer start(ServerSpec spec, Set<String> virtual, ProcTraffic traffic) {
        try {
            return SocketcandServer.start(
                    spec,
                    new KernelBusControl(virtual, true),
                    bus -> virtual.contains(bus) ? Optional.empty() : Optional.of(traffic.of(bus)),
                    BusClock.real());
        } catch (IllegalArgumentException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Its doors are open when it has started, if they can be: one that was typed and cannot listen is not to be left alone. */
    private void open() {
        ServerReport report = server.report();
        if (!report.well()) {
            throw new NodeException(report.note());
        }
        for (TypedBus bus : buses) {
            TypedThread thread = TypedThread.start(bus);
            threads.add(thread);
            String name = bus.port().name();
            thread.open(new TunnelSpec(name, name, server.kind(name)));
        }
    }

    /** Which buses it serves, and where it listens. */
    @Override
    public String notice() {
        StringBuilder text = new StringBuilder();
        buses.forEach(bus -> text.append(bus.words()).append('\n'));
        text.append("listening at ")
                .append(String.join(", ", server.report().listening()))
                .append('\n');
        server.spec()
                .tls()
                .ifPresent(tls -> text.append("by TLS 1.3")
                        .append(tls.authority().isPresent() ? ", to clients with a certificate\n" : "\n"));
        text.append("clients read %s and write %s"
                .formatted(
                        words(server.spec().policy().read().toString()),
                        words(server.spec().policy().write().toString())));
        return text.append(server.spec().policy().errorFrames() ? "\n" : ", but no error frames\n")
                .toString();
    }

    private static String words(String rules) {
        return rules.equals("allr") ? "everything" : rules;
    }

    /** How many came, and the accounts of those who are there and of the buses. */
    @Override
    public String summary() {
        return SocketcandSummary.of(
                server.report(), threads.stream().map(TypedThread::report).toList());
    }

    @Override
    public void close() {
        threads.forEach(TypedThread::close);
        server.close();
    }
}
