package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.socket.MessageFlags;

/** Programs that write numbered frames as fast as they can, and programs that read them, or do not keep up. */
final class Flood {
    private static final int LONGEST_PAUSE_NANOS = 3_000_000;

    private final int writers;
    private final int frames;
    private volatile boolean over;

    /** @param frames of each writer */
    Flood(int writers, int frames) {
        this.writers = writers;
        this.frames = frames;
    }

    /** Frames of all writers. */
    int frames() {
        return writers * frames;
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().daemon().start(() -> {
            try {
                result.complete(task.get());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        return result;
    }

    /** Writes every frame of writer {@code number}. */
    CompletableFuture<Program> write(Program program, int number) {
        return inBackground(() -> {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment frame = arena.allocate(FrameLayout.CLASSIC_SIZE, 8);
                frame.set(ValueLayout.JAVA_INT, 0, number);
                frame.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_LENGTH, (byte) 4);
                for (int i = 0; i < frames; i++) {
                    frame.set(ValueLayout.JAVA_INT, FrameLayout.OFFSET_DATA, i);
                    program.socket().send(frame, List.of(), 0);
                }
                return program;
            }
        });
    }

    /** All writers have written and nothing more will come: readers take what is in their queues and end. */
    void isOver() {
        over = true;
    }

    /**
     * Reads until the flood is over.
     *
     * @param pauses whether to stop reading now and then
     * @return how many frames were heard; none twice, and each writer's in the order written
     */
    CompletableFuture<Integer> read(Program program, SplittableRandom random, boolean pauses) {
        return inBackground(() -> {
            int[] next = new int[writers];
            int heard = 0;
            boolean last = false;
            while (!last) {
                // Whatever was written before this was true is in the queue.
                last = over;
                program.socket().awaitReadable(10);
                for (Program.Heard one : program.drain()) {
                    check(one, next);
                    heard++;
                    if (pauses && random.nextInt(50) == 0) {
                        LockSupport.parkNanos(random.nextInt(LONGEST_PAUSE_NANOS));
                    }
                }
            }
            return heard;
        });
    }

    private static void check(Program.Heard one, int[] next) {
        DataFrame frame = (DataFrame) one.frame().orElseThrow();
        int number = MemorySegment.ofArray(frame.data().toBytes()).get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        int writer = frame.id().value();
        assertThat(number).as("the next of writer %d", writer).isGreaterThanOrEqualTo(next[writer]);
        next[writer] = number + 1;
    }

    /** Reads a while, leaves with frames unread, and comes again, until the flood is over. */
    CompletableFuture<Integer> comeAndGo(Supplier<Program> come, SplittableRandom random) {
        return inBackground(() -> {
            int visits = 0;
            while (!over) {
                try (Program program = come.get()) {
                    for (int left = random.nextInt(300);
                            left > 0 && program.socket().awaitReadable(10);
                            left--) {
                        try (Arena arena = Arena.ofConfined()) {
                            MemorySegment memory = arena.allocate(64, 8);
                            program.socket()
                                    .receive(memory, 0, MessageFlags.DONTWAIT)
                                    .close();
                        }
                    }
                    visits++;
                }
            }
            return visits;
        });
    }
}
