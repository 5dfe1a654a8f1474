package org.buslane.core.bcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.buslane.core.bcm.BcmSocket.Address;
import org.junit.jupiter.api.Test;

/**
 * Programs write anything. {@code -Dbuslane.fuzz.seconds=600} tries for longer than a moment, and
 * {@code -Dbuslane.fuzz.seed} the same again.
 */
class AnyMessageTest {
    private static final long SECONDS = Long.getLong("buslane.fuzz.seconds", 2);
    private static final long MOST = 1 << 18;

    @Test
    void anyMessagesAreTakenOrRefusedAndNothingGrowsForEver() {
        long seed = Long.getLong("buslane.fuzz.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + SECONDS * 1_000_000_000;
        int taken = 0;
        while (System.nanoTime() - end < 0) {
            taken += oneSocket(random.split(), "seed " + seed);
        }
        assertThat(taken).as("seed %d", seed).isPositive();
    }

    private static int oneSocket(SplittableRandom random, String what) {
        Bench bench = new Bench();
        bench.most(MOST);
        MemorySegment kept = MemorySegment.ofArray(new long[960]);
        int taken = 0;
        for (int i = 0; i < 200; i++) {
            int error = bench.socket().write(anyMessage(random), anyAddress(random), bench.now());
            assertThat(error).as(what).isBetween(0, 200);
            taken += error == 0 ? 1 : 0;
            bench.hear(1 + random.nextInt(2), "10%d#%02X".formatted(random.nextInt(10), random.nextInt(256)), "101#R");
            bench.oversleep(random.nextInt(20) * Bench.MS);
            assertThat(bench.taken()).as(what).isBetween(0L, MOST);
            bench.socket().save(kept);
            if (random.nextInt(50) == 0) {
                bench.takeOver(kept);
            }
            bench.said();
        }
        bench.socket().close();
        assertThat(bench.taken()).as(what).isZero();
        return taken;
    }

    private static Address anyAddress(SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> new Address.Bad();
            case 1 -> new Address.Interface(random.nextInt(4));
            default -> new Address.None();
        };
    }

    /** Mostly one that makes sense, with something wrong here and there. */
    private static MemorySegment anyMessage(SplittableRandom random) {
        int frames = random.nextInt(8) == 0 ? random.nextInt(260) : random.nextInt(4);
        int flags = random.nextInt(0x1000);
        BcmHead head = new BcmHead(
                random.nextInt(14),
                flags,
                random.nextInt(4),
                new Interval(random.nextInt(2), random.nextInt(50) == 0 ? -1 : random.nextInt(50_000)),
                new Interval(0, random.nextInt(50_000)),
                0x100 + random.nextInt(10) | (random.nextInt(8) == 0 ? 0x40000000 : 0),
                random.nextInt(20) == 0 ? random.nextInt() : frames);
        byte[] bytes = new byte[BcmHead.SIZE + frames * head.frameSize()];
        MemorySegment message = MemorySegment.ofArray(bytes);
        head.write(message, 0);
        for (int i = BcmHead.SIZE; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(8);
        }
        if (random.nextInt(10) == 0) {
            message.set(ValueLayout.JAVA_BYTE, random.nextInt(bytes.length), (byte) random.nextInt(256));
        }
        return random.nextInt(20) == 0 ? message.asSlice(0, random.nextInt(bytes.length)) : message;
    }
}
