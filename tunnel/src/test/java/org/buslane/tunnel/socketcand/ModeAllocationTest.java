package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.testkit.Allocation;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What is measured: the bytes that this thread allocates, once warm, while a client in BCM mode has a job, a subscription
 * and a filter, and one in ISO-TP mode is sent a PDU of two frames again and again.
 */
@Timeout(300)
class ModeAllocationTest {
    private static final int TURNS = 2_000;
    private static final long MILLI = 1_000_000;

    private final FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(FrameBatch.CAPACITY * 128L, 8), 128);

    /** Counts, and keeps nothing. */
    private static final class Counting implements SessionSide {
        private long said;
        private long told;

        @Override
        public int say(MemorySegment memory, long offset, int size) {
            said++;
            return 0;
        }

        @Override
        public boolean tell(MemorySegment text, long offset, int size, int frames) {
            told += frames;
            return true;
        }

        @Override
        public long now() {
            return 0;
        }

        @Override
        public long realtime() {
            return 0;
        }

        @Override
        public int mtu() {
            return FrameLayout.CLASSIC_SIZE;
        }

        @Override
        public boolean takeJob() {
            return true;
        }

        @Override
        public void giveJob() {}
    }

    private void fill(String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
    }

    private static void command(SessionMode mode, Mode word, String text) {
        MemorySegment memory = Wording.memory(text);
        assertThat(mode.command(CommandParser.parse(memory, 0, (int) memory.byteSize(), word), 0))
                .isTrue();
    }

    private long bytes(SessionMode mode) {
        long[] now = {0};
        return Allocation.fewestBytes(() -> {
            for (int i = 0; i < TURNS; i++) {
                now[0] += MILLI;
                mode.hear(batch, mode.wants(batch, batch.all(), false), false, now[0]);
                if (mode.due() <= now[0]) {
                    mode.run(now[0]);
                }
            }
        });
    }

    @Test
    void jobsAndWhatAClientIsToldAllocateNothing() {
        Counting side = new Counting();
        BcmMode mode = new BcmMode(side, new Scratch(), Limits.USUAL.interval());
        command(mode, Mode.BCM, "< add 0 1000 321 2 11 22 >");
        command(mode, Mode.BCM, "< subscribe 0 0 123 >");
        command(mode, Mode.BCM, "< filter 0 0 124 1 FF >");
        fill("123#DEADBEEF", "124#01", "125#", "124#02");

        assertThat(bytes(mode)).isZero();
        assertThat(side.said).isGreaterThanOrEqualTo(TURNS);
        assertThat(side.told).isGreaterThanOrEqualTo(3 * TURNS);
    }

    @Test
    void aPduThatIsReceivedAllocatesNothing() {
        Counting side = new Counting();
        IsoTpMode mode = new IsoTpMode(side, new Scratch());
        command(mode, Mode.ISOTP, "< isotpconf 7E0 7E8 0 0 0 >");
        fill("7E8#100A010203040506", "7E8#210708090A", "123#");

        assertThat(bytes(mode)).isZero();
        assertThat(side.said).isGreaterThanOrEqualTo(TURNS);
        assertThat(side.told).isGreaterThanOrEqualTo(TURNS);
    }
}
