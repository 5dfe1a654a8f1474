package org.buslane.virtual;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.policy.Policy;
import org.buslane.virtual.LaneSpec.LinkSpec;
import org.buslane.virtual.client.BusSocket;

/** A gateway with a thread of its own in a folder of its own, and programs on it. */
final class GatewayFixture implements AutoCloseable {
    private final Path folder;
    private final VirtualGateway gateway;
    private final Thread thread;
    private final List<BusSocket> sockets = new ArrayList<>();

    GatewayFixture(VirtualConfig config, DescriptorStore store) {
        try {
            folder = Files.createTempDirectory("buslane-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gateway = VirtualGateway.open(config, folder, store);
        thread = Thread.ofPlatform().name("bus").start(gateway::run);
    }

    /** Lane {@code local} reads and writes everything on one FD bus, can0. */
    static GatewayFixture withOneBus() {
        return new GatewayFixture(oneBus(Policy.everything()), DescriptorStore.none());
    }

    static VirtualConfig oneBus(Policy policy) {
        return new VirtualConfig(List.of(new BusSpec("can0", BusKind.FD)), List.of(lane("local", "can0", policy)));
    }

    static LaneSpec lane(String name, String bus, Policy policy) {
        return new LaneSpec(name, List.of(new LinkSpec("can0", bus, policy)), LaneSpec.EVERYBODY);
    }

    Path busSocket(String lane) {
        return folder.resolve("lanes").resolve(lane).resolve("bus.sock");
    }

    /** A program's socket on a lane, bound to the lane's first interface. */
    BusSocket bound(String lane) {
        BusSocket socket = connect(lane);
        socket.bind(socket.interfaces().getFirst().index());
        return socket;
    }

    BusSocket connect(String lane) {
        BusSocket socket = BusSocket.connect(busSocket(lane));
        sockets.add(socket);
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
        try {
            return gateway.status().get(5, SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the gateway does not answer", e);
        }
    }

    LaneStatus lane(String name) {
        return status().lanes().stream()
                .filter(lane -> lane.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the lane is as expected: for what has no answer to wait for, such as a closed socket. */
    LaneStatus awaitLane(String name, Predicate<LaneStatus> expected) {
        long deadline = System.nanoTime() + SECONDS.toNanos(5);
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
        gateway.up(bus, up).orTimeout(5, SECONDS).join();
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        sockets.forEach(BusSocket::close);
        gateway.stop();
        try {
            thread.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        gateway.close();
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("the gateway left something behind", e);
        }
    }
}
