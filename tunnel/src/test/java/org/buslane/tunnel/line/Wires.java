package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.buslane.linux.Errno;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.TcpConnection;
import org.buslane.linux.inet.TcpListener;
import org.buslane.linux.stream.ByteStream;

/** Two ends of a TCP connection of this machine, and patience. */
record Wires(ByteStream client, ByteStream server) implements AutoCloseable {
    private static final long DEADLINE = 60_000_000_000L;

    static Wires connect() {
        try (TcpListener listener = TcpListener.listen(new InetPlace(InetAddress.ofLiteral("127.0.0.1"), 0))) {
            ByteStream client = TcpConnection.begin(listener.local(), "a test's client");
            return new Wires(client, accept(listener));
        }
    }

    static ByteStream accept(TcpListener listener) {
        return until(listener::accept).stream();
    }

    static void await(BooleanSupplier condition) {
        until(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> T until(Supplier<Optional<T>> source) {
        long end = System.nanoTime() + DEADLINE;
        Optional<T> found = source.get();
        while (found.isEmpty()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
            LockSupport.parkNanos(10_000);
            found = source.get();
        }
        return found.get();
    }

    /** Steps of both until neither goes on: a failed one is closed, as its caller would. */
    static void shake(TlsHandshake one, TlsHandshake other) {
        await(() -> {
            boolean isOneOver = isOver(one);
            return isOver(other) && isOneOver;
        });
    }

    static boolean isOver(TlsHandshake one) {
        return switch (one.why().isEmpty() ? one.step() : TlsHandshake.Step.FAILED) {
            case READ, WRITE -> false;
            case DONE -> true;
            case FAILED -> {
                one.close();
                yield true;
            }
        };
    }

    static MemorySegment memory(String text) {
        return MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8));
    }

    static void say(Line line, String text) {
        try (Arena arena = Arena.ofShared()) {
            MemorySegment bytes = arena.allocate(text.length());
            MemorySegment.copy(memory(text), 0, bytes, 0, text.length());
            assertThat(line.write(bytes, 0, text.length())).isEqualTo(text.length());
        }
    }

    /** The next that comes, at most 64 KiB; empty is the end. */
    static String hear(Line line) {
        MemorySegment bytes = Arena.ofAuto().allocate(64 * 1024);
        int count = read(line, bytes);
        assertThat(count).as("read says %s", line.why()).isNotNegative();
        return new String(bytes.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    /** What read says, once it says anything but EAGAIN. */
    static int read(Line line, MemorySegment bytes) {
        return until(() ->
                Optional.of(line.read(bytes, 0, (int) bytes.byteSize())).filter(result -> result != -Errno.EAGAIN));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
