package org.buslane.node.lanes;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.buslane.lane.CopyCounts;
import org.buslane.lane.CopyTally;
import org.buslane.node.NodeException;

/**
 * The counts of a lane that is copied, in a file that everybody may read and that goes on when the agent starts anew:
 * longs in this machine's byte order, of which the first two say which process copies, its number and when it began.
 */
final class CopyFile {
    private static final int PID = 0;
    private static final int BEGAN = 1;
    private static final long WRITTEN = 2L * Long.BYTES;
    private static final long READ = WRITTEN + CopyTally.BYTES;
    private static final long BYTES = READ + CopyTally.BYTES;

    private final MemorySegment memory;

    private CopyFile(MemorySegment memory) {
        this.memory = memory;
    }

    /** For the process that copies; made if it is not there. */
    static CopyFile open(Path file) {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            // Mapped as long as anybody counts there, whichever thread that is.
            return new CopyFile(channel.map(MapMode.READ_WRITE, 0, BYTES, Arena.ofAuto()));
        } catch (IOException e) {
            throw new NodeException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    CopyTally written() {
        return new CopyTally(memory.asSlice(WRITTEN));
    }

    CopyTally read() {
        return new CopyTally(memory.asSlice(READ));
    }

    /** This process copies, or no more. */
    void mine(boolean copies) {
        ProcessHandle self = ProcessHandle.current();
        set(PID, copies ? self.pid() : 0);
        set(BEGAN, copies ? began(self) : 0);
    }

    private void set(int index, long number) {
        memory.setAtIndex(ValueLayout.JAVA_LONG, index, number);
    }

    private static long began(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /**
     * What a file says.
     *
     * @param isCopied whether the process that counts there is alive
     */
    record Content(boolean isCopied, CopyCounts written, CopyCounts read) {
        private static final CopyCounts NONE = new CopyCounts(0, 0, 0, 0, 0, 0);

        /** Of a lane that nobody ever copied. */
        static final Content EMPTY = new Content(false, NONE, NONE);
    }

    static Content look(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < BYTES) {
                return Content.EMPTY;
            }
            CopyFile copy = new CopyFile(arena.allocate(BYTES, Long.BYTES));
            MemorySegment.copy(bytes, 0, copy.memory, ValueLayout.JAVA_BYTE, 0, (int) BYTES);
            return new Content(
                    copy.isAlive(), copy.written().counts(), copy.read().counts());
        } catch (IOException e) {
            return Content.EMPTY;
        }
    }

    private boolean isAlive() {
        long pid = memory.getAtIndex(ValueLayout.JAVA_LONG, PID);
        long began = memory.getAtIndex(ValueLayout.JAVA_LONG, BEGAN);
        return pid > 0
                && ProcessHandle.of(pid)
                        .filter(process -> began(process) == began)
                        .isPresent();
    }
}
