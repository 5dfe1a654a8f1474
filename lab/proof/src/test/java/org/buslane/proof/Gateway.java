package org.buslane.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;

/**
 * {@code ./buslane up} in the foreground of a process group of its own, as a terminal has it: the keeper, and the
 * JVM it watches.
 */
final class Gateway {
    /** Longer than any test, which ends it by closing its place. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    /** For what the gateway does at once, but on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Running up;
    private final Path rundir;
    private final org.buslane.node.folder.Caller client;

    private Gateway(Running up, Path rundir) {
        this.up = up;
        this.rundir = rundir;
        org.buslane.node.folder.Caller self = org.buslane.node.folder.Caller.ofThisProcess();
        this.client = new org.buslane.node.folder.Caller(
                self.uid(), self.uidMap(), Map.of("BUSLANE_RUNDIR", rundir.toString()), self.root());
    }

    static Gateway start(Place place, String... options) {
        List<String> words = Stream.concat(
                        Stream.of("setsid", place.checkout().launcher().toString(), "up", "--no-agent"),
                        Stream.of(options))
                .toList();
        return start(place, place.command(words.toArray(String[]::new)));
    }

    /** The JVM alone: nobody is there to start it again. */
    static Gateway startWithoutKeeper(Place place) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path jar = place.checkout().current().resolve("lib/buslane.jar");
        return start(place, place.command(java.toString(), "-XX:+UseSerialGC", "-jar", jar.toString(), "up"));
    }

    private static Gateway start(Place place, Command command) {
        Gateway gateway = new Gateway(command.within(LIFETIME).start(), place.rundir());
        gateway.awaitReady();
        return gateway;
    }

    /** What it said to its user, down to a line that contains {@code last}. */
    List<String> greeting(String last) {
        up.awaitWords(last);
        return up.out();
    }

    /** The socket of a lane, where programs are connected. */
    Path socket(String lane) {
        return rundir.resolve("lanes").resolve(lane).resolve("bus.sock");
    }

    /** Ctrl-C, which a terminal sends to the whole group; waits for the end. */
    Finished interrupt() {
        Signal.send("INT", "-" + up.pid());
        return up.finish();
    }

    Finished terminate() {
        return up.terminate();
    }

    /** What it says of itself, as {@code ./buslane status --json} asks for it. */
    NodeStatus status() {
        return StatusJson.read(ControlClient.ask(client, new ControlRequest.Status()));
    }

    /** {@code ./buslane bus up NAME} and {@code bus down NAME}. */
    void set(String bus, boolean up) {
        ControlClient.ask(client, new ControlRequest.SetBus(bus, up));
    }

    /** Gives it another configuration, as a reload of its file does. */
    List<String> reload(Path file, boolean dryRun) {
        return StatusJson.readChanges(ControlClient.ask(
                client, new ControlRequest.Reload(file.toString(), GatewayConfig.text(file), dryRun)));
    }

    /** Waits until its status is as a test needs it; while one JVM follows another there is none. */
    NodeStatus await(String what, Predicate<NodeStatus> condition) {
        List<NodeStatus> found = new ArrayList<>(1);
        Deadline.in(PATIENCE)
                .await(
                        () -> statusIfAny().filter(condition).map(found::add).orElse(false),
                        () -> "the gateway should %s: %s, it said %s".formatted(what, statusIfAny(), up.err()));
        return found.getFirst();
    }

    private Optional<NodeStatus> statusIfAny() {
        try {
            return Optional.of(status());
        } catch (NodeException _) {
            return Optional.empty();
        }
    }

    /** Waits until a program has bound so many sockets: whatever is sent from then on, it gets or loses counted. */
    void awaitBound(Running program, int sockets) {
        program.await(
                "bind %d sockets".formatted(sockets),
                () -> sockets()
                                .filter(socket -> socket.pid() == program.pid() && isBound(socket))
                                .count()
                        == sockets);
    }

    /** Waits until each of so many programs that it started has bound a socket. */
    void awaitBoundBelow(Running shell, int programs) {
        shell.await("start %d programs that bind".formatted(programs), () -> {
            Set<Long> below = shell.descendants().collect(Collectors.toSet());
            return sockets()
                            .filter(socket -> below.contains((long) socket.pid()))
                            .count()
                    == programs;
        });
    }

    /** The bound sockets of every lane. */
    Stream<NodeStatus.Socket> sockets() {
        return status().lanes().stream()
                .flatMap(lane -> lane.sockets().stream())
                .filter(Gateway::isBound);
    }

    private static boolean isBound(NodeStatus.Socket socket) {
        return !socket.bound().equals("-");
    }

    /** {@code kill -9} of what was started: the keeper, or the JVM if it has none. */
    void kill() {
        up.signal("KILL").finish();
    }

    /** {@code kill -9} of the JVM alone, in the middle of whatever it does. */
    void killJvm() {
        jvm().destroyForcibly();
    }

    /** The JVM of the moment; after its death the keeper starts another. */
    ProcessHandle jvm() {
        return keeper().children()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the keeper has no JVM: " + up.err()));
    }

    private ProcessHandle keeper() {
        return ProcessHandle.of(up.pid()).orElseThrow(() -> new AssertionError("the keeper has ended: " + up.err()));
    }

    /** Waits until it listens, be it the same JVM or the next: the control socket is the last it opens. */
    void awaitReady() {
        Path control = rundir.resolve("control.sock");
        up.await("listen on " + control, () -> ListeningSockets.now().anyMatch(control::equals));
    }
}
