package org.buslane.lab;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.buslane.linux.LinuxException;

/**
 * Gives the guest of the caller's standard input, a piece whenever it asks. What a person types goes through the
 * channel; a large piece goes as a file, since user-mode Linux reads a console byte by byte;
 * without room for one, through the channel as well. A thread of its own.
 */
final class InputFeed implements Runnable {
    /** Bytes: what one file holds, and this process of the input at a time. */
    private static final int LARGE = 1 << 20;

    /** struct input_file: number and length, 32 bits each. */
    private static final int INPUT_FILE = 8;

    private final Channel channel;
    private final InputStream input;
    private final Path folder;
    private int files;

    /** @param folder the run folder */
    InputFeed(Channel channel, InputStream input, Path folder) {
        this.channel = channel;
        this.input = input;
        this.folder = folder;
    }

    @Override
    public void run() {
        byte[] piece = new byte[LARGE];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(Channel.HEAD + Channel.CHUNK, 8);
            int length = 1;
            while (length > 0 && channel.read() == Channel.REQUEST) {
                length = read(piece);
                if (length <= Channel.CHUNK || !writeFile(piece, length)) {
                    pass(answer, piece, length);
                } else {
                    channel.write(file(answer, length));
                }
            }
        } catch (LinuxException e) {
            // The guest is gone.
        }
    }

    /** Input that cannot be read is at its end. */
    private int read(byte[] piece) {
        try {
            return Math.max(0, input.read(piece));
        } catch (IOException e) {
            return 0;
        }
    }

    /** Through the channel, the first part of it in answer to a request that is there. */
    private void pass(MemorySegment answer, byte[] piece, int length) {
        int part = Math.min(Channel.CHUNK, length);
        channel.write(data(answer, piece, 0, part));
        for (int done = part; done < length && channel.read() == Channel.REQUEST; done += part) {
            part = Math.min(Channel.CHUNK, length - done);
            channel.write(data(answer, piece, done, part));
        }
    }

    private static MemorySegment data(MemorySegment answer, byte[] piece, int from, int length) {
        MemorySegment.copy(piece, from, answer, ValueLayout.JAVA_BYTE, Channel.HEAD, length);
        return Channel.answered(answer, Channel.KIND_DATA, length);
    }

    /** False without room for it, or when the folder is gone with the guest. */
    private boolean writeFile(byte[] piece, int length) {
        Path file = folder.resolve("input." + files);
        try {
            Files.write(file, Arrays.copyOf(piece, length));
            return true;
        } catch (IOException e) {
            file.toFile().delete();
            return false;
        }
    }

    private MemorySegment file(MemorySegment answer, int length) {
        answer.set(ValueLayout.JAVA_INT, Channel.HEAD, files++);
        answer.set(ValueLayout.JAVA_INT, Channel.HEAD + Integer.BYTES, length);
        return Channel.answered(answer, Channel.KIND_FILE, INPUT_FILE);
    }
}
