package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;
import static org.buslane.virtual.GatewayFixture.lane;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buslane.core.bus.Account;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Policy;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.MessageVector;
import org.buslane.virtual.SteppedCast.Actor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is measured: the bytes that this thread allocates, once warm, while it does all of a relay's work
 * for 100,000 frames: {@code recvmmsg} from a writer, the policies of two lanes, filters, journal, ledgers,
 * {@code sendmmsg} to two readers, one in the writer's lane and one in another. The programs' own
 * {@code sendmmsg} and {@code recvmmsg} run on the same thread and are included.
 */
@Timeout(300)
class ZeroAllocationTest {
    private static final int FRAMES = 100_000;
    private static final int BATCH = FrameBatch.CAPACITY;
    private static final int RECORD = 64;

    private final Path folder = GatewayFixture.folder();

    @AfterEach
    void nothingIsLeft() throws IOException {
        Files.delete(folder);
    }

    @Test
    void aFrameAllocatesNothing() {
        VirtualConfig config = GatewayFixture.config(
                1,
                lane("a", "can0", GatewayFixture.policy("all", "100-1FF@1000000/s,200-2FF")),
                lane("b", "can0", GatewayFixture.policy("120/7F0,200-2FFr", "none")),
                lane("c", "can0", Policy.readOnly()));
        try (SteppedCast cast = new SteppedCast(config, folder, System::nanoTime);
                Arena arena = Arena.ofConfined()) {
            Actor writer = cast.enter("a", 0, can(0));
            Actor sameLane = cast.enter("a", 0, can(0));
            Actor otherLane = cast.enter("b", 1, can(0));
            MessageVector out = vector(arena, FrameLayout.CLASSIC_SIZE);
            MessageVector in = vector(arena, RECORD);
            Connection from = writer.connection();
            SteppedGateway gateway = cast.gateway();

            long bytes = Allocation.fewestBytes(() -> {
                for (int frames = 0; frames < FRAMES; frames += BATCH) {
                    out.send(writer.program().socket().descriptor(), 0, BATCH, 0);
                    gateway.serve(from);
                    in.receive(sameLane.program().socket().descriptor(), 0, BATCH, MessageFlags.DONTWAIT);
                    in.receive(otherLane.program().socket().descriptor(), 0, BATCH, MessageFlags.DONTWAIT);
                }
            });

            assertThat(bytes).isZero();
            Account same = sameLane.connection().slot().read().account();
            Account other = otherLane.connection().slot().read().account();
            assertThat(same.in()).isEqualTo(same.delivered()).isGreaterThanOrEqualTo(FRAMES);
            assertThat(other.in()).isEqualTo(same.in()).isEqualTo(4 * other.delivered());
        }
    }

    /** Messages for a batch of frames with the ids 100 to 13F, or for room to receive so many. */
    private static MessageVector vector(Arena arena, int size) {
        MemorySegment records = arena.allocate((long) BATCH * size, 8);
        MessageVector vector = new MessageVector(arena.allocate(MessageVector.byteSize(BATCH, 1, 0), 8), BATCH, 1, 0);
        for (int i = 0; i < BATCH; i++) {
            long at = (long) i * size;
            records.set(ValueLayout.JAVA_INT, at, 0x100 + i);
            vector.iovec(i, 0, records.address() + at, size);
        }
        return vector;
    }
}
