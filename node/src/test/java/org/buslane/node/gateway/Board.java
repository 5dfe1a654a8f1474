package org.buslane.node.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.buslane.core.testkit.SlcanBoard;
import org.buslane.linux.Epoll;
import org.buslane.linux.stream.PseudoTerminal;

/** An adapter of its own accord: a thread owns the far end of a pseudo-terminal until it is pulled out. */
final class Board implements AutoCloseable {
    private final PseudoTerminal terminal = PseudoTerminal.open();
    private final Queue<byte[]> heard = new ConcurrentLinkedQueue<>();
    private final SlcanBoard firmware;
    private final Path link;
    private final Thread thread;
    private volatile boolean pulled;

    /** @param link names it, as udev's links name a device */
    Board(Path link, SlcanBoard.Manner manner) {
        this.firmware = new SlcanBoard(manner);
        this.link = link;
        try {
            Files.createSymbolicLink(link, Path.of(terminal.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.thread = Thread.ofPlatform().start(this::serve);
    }

    SlcanBoard firmware() {
        return firmware;
    }

    /** Lines of what is on its bus. */
    void hear(String lines) {
        heard.add(lines.getBytes(StandardCharsets.US_ASCII));
    }

    private void serve() {
        try (Arena arena = Arena.ofConfined();
                Epoll epoll = new Epoll(1)) {
            MemorySegment memory = arena.allocate(4096);
            epoll.add(terminal.stream().descriptor(), 0, Epoll.IN);
            while (!pulled) {
                epoll.await(10);
                int count = terminal.stream().read(memory, 0, memory.byteSize());
                if (count > 0) {
                    send(memory, firmware.take(memory.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE)));
                }
                for (byte[] line = heard.poll(); line != null; line = heard.poll()) {
                    send(memory, line);
                }
            }
        }
        terminal.close();
    }

    private void send(MemorySegment memory, byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        terminal.stream().write(memory, 0, bytes.length);
    }

    @Override
    public void close() {
        try {
            Files.delete(link);
            pulled = true;
            thread.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
