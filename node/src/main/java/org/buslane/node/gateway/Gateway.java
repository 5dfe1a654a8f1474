package org.buslane.node.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.Version;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.ControlServer;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.folder.Caller;
import org.buslane.node.folder.GatewayFolder;
import org.buslane.node.folder.RunFolders;
import org.buslane.node.metrics.GatewayMetrics;
import org.buslane.node.metrics.Metric;
import org.buslane.node.metrics.MetricSource;
import org.buslane.node.metrics.MetricsText;
import org.buslane.node.metrics.ProcessMemory;
import org.buslane.node.socketcand.SocketcandServers;
import org.buslane.node.tunnels.Tunnels;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.virtual.DescriptorStore;
import org.buslane.virtual.GatewayStatus;
import org.buslane.virtual.ServiceStore;
import org.buslane.virtual.VirtualConfig;
import org.buslane.virtual.VirtualGateway;
import org.jspecify.annotations.Nullable;

/**
 * The gateway process: a run folder, the virtual buses on the platform thread {@code bus}, those of the kernel's that
 * have tunnels on one of their own each, and the control socket on virtual threads. Started once, closed once; closing removes every file it made.
 */
public final class Gateway implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long ANSWER_SECONDS = 5;
    private static final int KIB = 1024;

    private final GatewayFolder folder;
    private final VirtualGateway virtual;
    private final SocketcandServers servers;
    private final Tunnels tunnels = new Tunnels(Tunnels::kernelPort, BusClock.real());
    private final Thread bus;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable ControlServer> control = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final long startedNanos = System.nanoTime();
    private final Keeper keeper;
    private final List<MetricSource> sources;
    private final Path proc;
    private final MetricsDoor metrics = new MetricsDoor(this::metrics);

    private Gateway(
            GatewayFolder folder,
            VirtualGateway virtual,
            SocketcandServers servers,
            Keeper keeper,
            List<MetricSource> sources,
            Path proc) {
        this.folder = folder;
        this.virtual = virtual;
        this.servers = servers;
        this.keeper = keeper;
        this.sources = List.copyOf(sources);
        this.proc = proc;
        this.bus = Thread.ofPlatform().name("bus").unstarted(this::runBus);
    }

    /**
     * Starts in the caller's run folder; what a killed gateway left with the keeper goes on.
     *
     * @throws NodeException if the folder is not to be had or a gateway runs in it
     * @throws org.buslane.linux.LinuxException if a socket cannot be made
     */
    public static Gateway start(VirtualConfig config, Caller caller) {
        return start(NodeDeclaration.of(config), List.of(), caller);
    }

    /**
     * The same with all that is the gateway's of what is declared: metrics over HTTP, and tunnels. What of it is not to be
     * had is said in {@link #status}.
     *
     * @param sources of more metrics than the gateway's own
     */
    public static Gateway start(NodeDeclaration declared, List<MetricSource> sources, Caller caller) {
        GatewayFolder folder = GatewayFolder.take(caller);
        Keeper keeper = Keeper.of(caller.environment(), ProcessHandle.current().pid());
        Path proc = caller.root().resolve("proc");
        SocketcandServers servers = SocketcandServers.ofThisMachine(proc);
        Gateway gateway;
        GatewayTunnels tunnels;
        try {
            tunnels = GatewayTunnels.of(declared, servers.begin(declared.servers()));
            VirtualGateway virtual = open(tunnels.virtual(), folder, caller, keeper);
            gateway = new Gateway(folder, virtual, servers, keeper, sources, proc);
        } catch (RuntimeException e) {
            servers.close();
            folder.close();
            throw e;
        }
        gateway.begin(declared.metrics(), tunnels);
        return gateway;
    }

    private static VirtualGateway open(VirtualConfig config, GatewayFolder folder, Caller caller, Keeper keeper) {
        int pid = (int) ProcessHandle.current().pid();
        try {
            DescriptorStore store = ServiceStore.of(caller.environment(), pid);
            return VirtualGateway.open(config, folder.path(), store, keeper.pulse());
        } catch (UncheckedIOException e) {
            throw cannotRun(folder, e);
        }
    }

    /** A keeper that has just died cannot be told: all is taken back, as when the control socket fails. */
    private void begin(Optional<InetSocketAddress> address, GatewayTunnels declared) {
        bus.start();
        try {
            metrics.serve(address);
            tunnels.change(declared.kernel());
            listen();
            keeper.ready();
        } catch (UncheckedIOException e) {
            close();
            throw cannotRun(folder, e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static NodeException cannotRun(GatewayFolder folder, UncheckedIOException e) {
        return new NodeException("cannot run in %s: %s".formatted(folder.path(), e.getMessage()), e);
    }

    /** The run folder. */
    public Path folder() {
        return folder.path();
    }

    /** Everything as it is now. */
    public NodeStatus status() {
        GatewayStatus status = answer(virtual.status());
        ControlServer server = control.get();
        return StatusReport.of(
                new NodeStatus.Gateway(
                        ProcessHandle.current().pid(),
                        Version.text(),
                        folder.path().toString(),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNanos),
                        ProcessMemory.residentBytes(proc) / KIB,
                        status.resumed(),
                        status.takeovers(),
                        status.refused(),
                        server == null ? 0 : server.refused(),
                        server == null ? 0 : server.malformed(),
                        metrics.state()),
                status,
                tunnels.reports());
    }

    /**
     * Makes buses and lanes those of another configuration; what is the same in both goes on undisturbed.
     *
     * @param dryRun whether only to say what that would be
     * @return what was, or would be, changed, in words
     * @throws NodeException if that cannot be done; then nothing has changed
     */
    public List<String> reload(VirtualConfig config, boolean dryRun) {
        return answer(dryRun ? virtual.difference(config) : virtual.change(config))
                .words();
    }

    /** With its tunnels and the address for metrics. */
    private List<String> reload(NodeDeclaration declared, boolean dryRun) {
        List<String> changes = dryRun
                ? change(GatewayTunnels.of(declared, servers.preview(declared.servers())), true)
                : servers.change(
                        declared.servers(), ofServers -> change(GatewayTunnels.of(declared, ofServers), false));
        metrics.difference(declared.metrics()).ifPresent(changes::add);
        if (!dryRun) {
            metrics.serve(declared.metrics());
        }
        return changes;
    }

    private List<String> change(GatewayTunnels all, boolean dryRun) {
        List<String> changes = new ArrayList<>(reload(all.virtual(), dryRun));
        changes.addAll(dryRun ? tunnels.difference(all.kernel()) : tunnels.change(all.kernel()));
        return changes;
    }

    /** The gateway's metrics and those of its sources, as Prometheus reads them. */
    private String metrics() {
        List<Metric> all = new ArrayList<>(GatewayMetrics.of(status(), ProcessMemory.residentBytes(proc)));
        sources.forEach(source -> all.addAll(source.metrics()));
        return MetricsText.of(all);
    }

    /**
     * Waits until it was closed.
     *
     * @throws NodeException if it ended by a fault of its own
     */
    public void await() throws InterruptedException {
        ended.await();
        Throwable fault = failure.get();
        if (fault != null) {
            throw new NodeException("the gateway's bus thread failed: " + fault, fault);
        }
    }

    /** Ends it: programs on its buses see the network go down. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        keeper.stopping();
        metrics.close();
        ControlServer server = control.getAndSet(null);
        if (server != null) {
            server.close();
        }
        tunnels.close();
        virtual.stop();
        try {
            bus.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        virtual.close();
        servers.close();
        folder.close();
        ended.countDown();
    }

    private void runBus() {
        try {
            virtual.run();
        } catch (RuntimeException | Error e) {
            failure.set(e);
            ended.countDown();
        }
    }

    private void listen() {
        control.set(ControlServer.open(
                RunFolders.controlSocket(folder.path()),
                ownUserAndRoot(),
                line -> answer(ControlRequest.parse(line)),
                new ControlServer.Manners("this gateway", ControlRequest.MAX_LENGTH, PATIENCE)));
    }

    /** By id and not by name, which containers have their own lists of. */
    private Predicate<UserPrincipal> ownUserAndRoot() {
        try {
            UserPrincipal own = Files.getOwner(folder.path());
            UserPrincipal root = folder.path()
                    .getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName("0");
            return user -> user.equals(own) || user.equals(root);
        } catch (IOException e) {
            throw new NodeException("cannot tell who owns " + folder.path() + ": " + e.getMessage(), e);
        }
    }

    private String answer(ControlRequest request) {
        return switch (request) {
            case ControlRequest.Status _ -> StatusJson.write(status());
            case ControlRequest.Metrics _ -> StatusJson.metrics(metrics());
            case ControlRequest.Reload(String file, String yaml, boolean dryRun) ->
                StatusJson.changes(reload(GatewayConfig.parseNode(file, yaml), dryRun));
            case ControlRequest.SetBus(String name, boolean up) -> {
                if (!answer(virtual.up(name, up))) {
                    throw new NodeException("there is no bus '%s'; there is %s".formatted(name, busNames()));
                }
                yield StatusJson.done();
            }
        };
    }

    private String busNames() {
        return String.join(
                ", ", status().buses().stream().map(NodeStatus.Bus::name).toList());
    }

    private static <T> T answer(CompletableFuture<T> question) {
        try {
            return question.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof LinuxException || cause instanceof UncheckedIOException) {
                throw new NodeException(String.valueOf(cause.getMessage()), e);
            }
            throw new NodeException("the bus thread failed: " + cause, e);
        } catch (TimeoutException e) {
            throw new NodeException("the bus thread gave no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("the gateway is ending", e);
        }
    }
}
