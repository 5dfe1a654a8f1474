package org.buslane.lab;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Consumer;
import org.buslane.linux.LinuxException;

/**
 * Writes what the guest's command writes, see native/lab/pass.c: the guest goes off when all of it is written. When
 * nobody reads it any more the guest is ended, as a program of a pipeline is. A thread of its own.
 */
final class OutputFeed implements Runnable {
    private static final byte KIND_OUTPUT = 'o';

    /** Bytes in a record behind its head, at most: what its 16 bits can say. */
    private static final int MOST = 0xffff;

    private final Channel channel;
    private final OutputStream output;
    private final OutputStream errors;
    private final Consumer<IOException> broken;

    /** @param broken what to do when the output cannot be written, such as when nobody reads it */
    OutputFeed(Channel channel, OutputStream output, OutputStream errors, Consumer<IOException> broken) {
        this.channel = channel;
        this.output = output;
        this.errors = errors;
        this.broken = broken;
    }

    /** To this process's own standard output and error, with nothing between. */
    static OutputFeed ofTheCaller(Channel channel, Consumer<IOException> broken) {
        return new OutputFeed(
                channel, new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), broken);
    }

    @Override
    public void run() {
        byte[] bytes = new byte[MOST];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment head = arena.allocate(Channel.HEAD, 8);
            MemorySegment data = arena.allocate(MOST, 8);
            while (channel.read(head, Channel.HEAD)) {
                byte kind = head.get(ValueLayout.JAVA_BYTE, 0);
                int length = Short.toUnsignedInt(head.get(ValueLayout.JAVA_SHORT, 2));
                if (kind == Channel.KIND_END) {
                    channel.write(head.asSlice(0, 1));
                    return;
                }
                if (!channel.read(data, length)) {
                    return;
                }
                MemorySegment.copy(data, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
                (kind == KIND_OUTPUT ? output : errors).write(bytes, 0, length);
            }
        } catch (IOException e) {
            broken.accept(e);
        } catch (LinuxException e) {
            // The guest is gone.
        }
    }
}
