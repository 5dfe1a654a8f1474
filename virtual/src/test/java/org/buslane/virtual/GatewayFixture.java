package org.buslane.virtual;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.wire.InterfaceTable;

/** A gateway with a thread of its own in a folder of its own, and programs on it. */
final class GatewayFixture implements AutoCloseable {
    /** Long enough for a machine with other things to do; only a failing test waits for it. */
    private static final long PATIENCE_SECONDS = 20;

    private final Path folder;
    private final VirtualGateway gateway;
    private final Thread thread;
    private final List<Runnable> closers = new ArrayList<>();

    GatewayFixture(VirtualConfig config) {
        this(config, Setup.real());
    }

    GatewayFixture(VirtualConfig config, Setup setup) {
        folder = folder();
        gateway = VirtualGateway.open(config, folder, DescriptorStore.none(), setup);
        thread = Thread.ofPlatform().name("bus").start(gateway::run);
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("buslane-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lane {@code local} reads and writes everything on one FD bus, can0. */
    static GatewayFixture withOneBus() {
        return new GatewayFixture(oneBus(Policy.everything()));
    }

    static VirtualConfig oneBus(Policy policy) {
        return config(1, lane("local", "can0", policy));
    }

    /** FD buses can0, can1 and so on, with these lanes. */
    static VirtualConfig config(int buses, LaneSpec... lanes) {
        List<BusSpec> specs = new ArrayList<>();
        for (int i = 0; i < buses; i++) {
            specs.add(new BusSpec("can" + i, BusKind.FD));
        }
        return new VirtualConfig(specs, List.of(lanes));
    }

    /** A lane that sees one bus as can0. */
    static LaneSpec lane(String name, String bus, Policy policy) {
        return new LaneSpec(name, List.of(new LinkSpec("can0", bus, policy)), LaneSpec.EVERYBODY);
    }

    /** A lane that sees can0, can1 and so on under their own names. */
    static LaneSpec wideLane(String name, int buses) {
        List<LinkSpec> links = new ArrayList<>();
        for (int i = 0; i < buses; i++) {
            links.add(new LinkSpec("can" + i, "can" + i, Policy.everything()));
        }
        return new LaneSpec(name, links, LaneSpec.EVERYBODY);
    }

    static Policy policy(String read, String write) {
        return new Policy(RuleSet.parse(read), RuleSet.parse(write), false);
    }

    /** The index of bus {@code can<number>} in every lane. */
    static int can(int number) {
        return InterfaceTable.FIRST_INDEX + number;
    }

    Path busSocket(String lane) {
        return busSocket(folder, lane);
    }

    static Path busSocket(Path folder, String lane) {
        return folder.resolve("lanes").resolve(lane).resolve("bus.sock");
    }

    /** A program's socket on a lane, not bound. */
    Program program(String lane) {
        Program program = Program.connect(busSocket(lane));
        closers.add(program::close);
        return program;
    }

    /** A program's socket on a lane, bound to can0. */
    Program on(String lane) {
        Program program = program(lane);
        int error = program.bind(can(0));
        if (error != 0) {
            throw new AssertionError("bind: errno " + error);
        }
        return program;
    }

    /** A program's socket on a lane, bound to the lane's first interface. */
    BusSocket bound(String lane) {
        BusSocket socket = connect(lane);
        socket.bind(socket.interfaces().getFirst().index());
        return socket;
    }

    BusSocket connect(String lane) {
        BusSocket socket = BusSocket.connect(busSocket(lane));
        closers.add(socket::close);
        return socket;
    }

    static void send(BusSocket socket, Frame frame) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(FrameStruct.size(frame), 8);
            FrameStruct.write(frame, memory, 0);
            socket.send(memory);
        }
    }

    /** Takes as many frames as are asked for, no less. */
    static List<Frame> take(BusSocket socket, int count) {
        List<Frame> frames = new ArrayList<>();
        while (frames.size() < count) {
            FrameBatch batch = socket.receive();
            for (int i = 0; i < batch.count(); i++) {
                frames.add(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i)));
            }
        }
        return frames;
    }

    GatewayStatus status() {
        return status(gateway);
    }

    static GatewayStatus status(VirtualGateway gateway) {
        try {
            return gateway.status().get(PATIENCE_SECONDS, SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the gateway does not answer", e);
        }
    }

    LaneStatus lane(String name) {
        return lane(status(), name);
    }

    static LaneStatus lane(GatewayStatus status, String name) {
        return status.lanes().stream()
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the lane is as expected: for what has no answer to wait for, such as a closed socket. */
    LaneStatus awaitLane(String name, Predicate<LaneStatus> expected) {
        long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        LaneStatus lane = lane(name);
        while (!expected.test(lane)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("lane %s stays as it is: %s".formatted(name, lane));
            }
            Thread.onSpinWait();
            lane = lane(name);
        }
        return lane;
    }

    void up(String bus, boolean up) {
        gateway.up(bus, up).orTimeout(PATIENCE_SECONDS, SECONDS).join();
    }

    void change(VirtualConfig after) {
        gateway.change(after).orTimeout(PATIENCE_SECONDS, SECONDS).join();
    }

    static void join(Thread thread) {
        try {
            if (!thread.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
                throw new AssertionError("the gateway does not stop");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The gateway's folder; gone after {@link #close}. */
    Path runFolder() {
        return folder;
    }

    @Override
    public void close() {
        closers.forEach(Runnable::run);
        gateway.stop();
        join(thread);
        gateway.close();
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway left something behind", e);
        }
    }
}
