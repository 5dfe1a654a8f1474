package org.buslane.linux.socket;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.buslane.linux.Clocks;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.linux.LinuxException;
import org.buslane.linux.MemFd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPathTest {
    private static final int CALLS = 100_000;
    private static final int ROUNDS = 5;

    @Test
    void batchesEpollEventsAndTheClockAllocateNothing() {
        try (Arena arena = Arena.ofConfined();
                UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test");
                Epoll epoll = new Epoll(4);
                EventFd event = new EventFd()) {
            Descriptor left = pair.left().descriptor();
            Descriptor right = pair.right().descriptor();
            epoll.add(right, 1, Epoll.IN);
            TestVector out = new TestVector(arena, 1);
            TestVector in = new TestVector(arena, 1, MessageVector.controlBytes(1, false));
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long least = Long.MAX_VALUE;
            // The first rounds run before the compiler has seen the calls; what counts is the state it ends in.
            for (int round = 0; round < ROUNDS && least > 0; round++) {
                long before = threads.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < CALLS / 4; i++) {
                    require(out.vector.send(left, 0, 1, 0) == 1);
                    event.signal();
                    require(epoll.await(0) == 1 && epoll.data(0) == 1 && epoll.events(0) == Epoll.IN);
                    in.vector.rearm(0);
                    require(in.vector.receive(right, 0, 1, MessageFlags.DONTWAIT) == 1);
                    require(in.vector.length(0) == TestVector.SLOT && in.vector.descriptorCount(0) == 0);
                    require(in.vector.receive(right, 0, 1, MessageFlags.DONTWAIT) < 0);
                    require(event.drain() == 1);
                    require(Clocks.realtimeNanos() > 0);
                }
                least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertThat(least).as("bytes allocated in %d calls", CALLS).isZero();
        }
    }

    @Test
    void everyDescriptorThatWasOpenedIsClosed(@TempDir Path folder) throws IOException {
        openAndClose(folder);
        long before = openDescriptors();
        for (int i = 0; i < 20; i++) {
            openAndClose(folder);
        }
        assertThat(openDescriptors()).isEqualTo(before);
    }

    private static void openAndClose(Path folder) throws IOException {
        UnixAddress address = UnixAddress.of(folder.resolve("leak.sock"));
        try (Arena arena = Arena.ofConfined();
                UnixSocket listener = UnixSocket.listen(SocketType.SEQPACKET, address, 4, 0600);
                UnixSocket client = UnixSocket.connect(SocketType.SEQPACKET, address);
                UnixSocket server = listener.accept().orElseThrow();
                MemFd file = MemFd.create("leak", 4096);
                Descriptor readOnly = file.reopenReadOnly();
                Epoll epoll = new Epoll(1)) {
            epoll.add(server.descriptor(), 0, Epoll.IN);
            client.send(arena.allocate(4), List.of(readOnly, file.descriptor()), 0);
            // Room for one: the other is the kernel's to close.
            server.receive(arena.allocate(4), 1, 0).close();
            refused(() -> UnixSocket.listen(SocketType.SEQPACKET, address, 4, 0600));
            refused(() -> UnixSocket.connect(SocketType.DGRAM, address));
            refused(() -> MemFd.create("leak", -1));
            refused(() -> new ServiceNotifier(UnixAddress.of(folder.resolve("none"))).tell("READY=1"));
        }
        Files.delete(folder.resolve("leak.sock"));
    }

    private static void refused(Runnable call) {
        try {
            call.run();
        } catch (LinuxException expected) {
            return;
        }
        throw new AssertionError("was not refused");
    }

    private static long openDescriptors() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc/self/fd"))) {
            return entries.count();
        }
    }

    /** AssertJ allocates. */
    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("a call did not do what it should");
        }
    }
}
