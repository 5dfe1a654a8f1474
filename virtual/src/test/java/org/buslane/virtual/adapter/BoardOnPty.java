package org.buslane.virtual.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buslane.core.testkit.SlcanBoard;
import org.buslane.linux.stream.PseudoTerminal;

/** A board at the far end of a pseudo-terminal, which a link names as udev's links name a device. On the test's thread. */
final class BoardOnPty implements AutoCloseable {
    private final MemorySegment memory = Arena.ofAuto().allocate(4096);
    private final PseudoTerminal terminal = PseudoTerminal.open();
    private final SlcanBoard board;
    private final Path link;
    private final boolean keepsReading;

    BoardOnPty(Path link, SlcanBoard.Manner manner) {
        this(link, manner, true);
    }

    /** @param keepsReading or lets the line fill up */
    BoardOnPty(Path link, SlcanBoard.Manner manner, boolean keepsReading) {
        this.board = new SlcanBoard(manner);
        this.link = link;
        this.keepsReading = keepsReading;
        try {
            Files.createSymbolicLink(link, Path.of(terminal.path()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SlcanBoard board() {
        return board;
    }

    /** Has it do what it was told, until there is nothing more. */
    void turn() {
        if (keepsReading || !board.isOpen()) {
            int count = terminal.stream().read(memory, 0, memory.byteSize());
            if (count > 0) {
                send(board.take(memory.asSlice(0, count).toArray(ValueLayout.JAVA_BYTE)));
            }
        }
    }

    /** As if it had heard something on its bus. */
    void send(String text) {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void send(byte[] bytes) {
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
        terminal.stream().write(memory, 0, bytes.length);
    }

    /** Pulled out. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        terminal.close();
    }
}
