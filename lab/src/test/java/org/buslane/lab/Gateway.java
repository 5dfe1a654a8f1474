package org.buslane.lab;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code ./buslane up} in the foreground of a process group of its own, as a terminal has it: the keeper, and the
 * JVM it watches.
 */
final class Gateway {
    /** Longer than any test, which ends it by closing its lab. */
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final Running up;
    private final Path lanes;

    private Gateway(Running up, Path lanes) {
        this.up = up;
        this.lanes = lanes;
    }

    static Gateway start(Lab lab, String... options) {
        List<String> words = Stream.concat(
                        Stream.of("setsid", lab.checkout().launcher().toString(), "up"), Stream.of(options))
                .toList();
        Running up = lab.command(words.toArray(String[]::new)).within(LIFETIME).start();
        Gateway gateway = new Gateway(up, lab.rundir().resolve("lanes"));
        up.await("listen on a lane", gateway::isReady);
        return gateway;
    }

    /** What it said to its user. */
    List<String> greeting() {
        return up.out();
    }

    /** The socket of a lane, where programs are connected. */
    Path socket(String lane) {
        return lanes.resolve(lane).resolve("bus.sock");
    }

    /** Ctrl-C, which a terminal sends to the whole group; waits for the end. */
    Finished interrupt() {
        Signal.send("INT", "-" + up.pid());
        return up.finish();
    }

    Finished terminate() {
        return up.terminate();
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

    /** Waits until a lane can be connected to, be it the same JVM or the next. */
    void awaitReady() {
        up.await("listen on a lane", this::isReady);
    }

    private boolean isReady() {
        return ListeningSockets.now().anyMatch(socket -> socket.startsWith(lanes));
    }
}
