package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.testkit.Frames;
import org.buslane.core.text.FrameText;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;

/**
 * Any bytes break nothing, and give frames only that a bus carries; what is written is read back. Lasts two seconds, or as
 * many as {@code -Dbuslane.fuzz.seconds} says; {@code -Dbuslane.fuzz.seed} repeats a run.
 */
class CodecFuzzTest {
    private static final int SIZE = 2048;

    private final MemorySegment memory = Words.memory(SIZE + FrameCode.MOST);
    private final MemorySegment struct = Words.memory(FrameLayout.FD_SIZE);
    private final DatagramReader datagrams = new DatagramReader();
    private long read;

    @Test
    void noBytesBreakAReader() {
        long seed = Long.getLong("buslane.fuzz.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + Integer.getInteger("buslane.fuzz.seconds", 2) * 1_000_000_000L;
        try {
            do {
                SplittableRandom round = random.split();
                datagram(round);
                stream(round);
                backAgain(round);
            } while (System.nanoTime() - end < 0);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("fails with -Dbuslane.fuzz.seed=" + seed, e);
        }
        assertThat(read).as("frames read with -Dbuslane.fuzz.seed=" + seed).isPositive();
    }

    private void datagram(SplittableRandom random) {
        int bytes = anyBytes(random);
        if (random.nextInt(4) != 0 && bytes >= Packer.HEAD) {
            memory.set(ValueLayout.JAVA_BYTE, 0, (byte) Packer.VERSION);
            memory.set(ValueLayout.JAVA_BYTE, 1, (byte) 0);
        }
        MemorySegment exact = memory.asSlice(0, bytes);
        int most = bytes / FrameCode.HEAD;
        if (datagrams.begin(exact, 0, bytes)) {
            while (datagrams.next(struct, 0)) {
                assertThat(most--).isPositive();
                check(datagrams.size());
            }
            if (!datagrams.isBroken()) {
                assertThat(datagrams.rest()).isBetween((long) Packer.HEAD, (long) bytes);
                new Reports(true).read(exact, datagrams.rest(), bytes, true, 1, 1);
            }
        }
    }

    private void stream(SplittableRandom random) {
        StreamReader stream = new StreamReader(Words.memory(random.nextInt(FrameCode.MOST, 200)));
        int bytes = anyBytes(random);
        if (random.nextInt(8) != 0) {
            Greeting.write(memory, 0);
            bytes = Math.max(bytes, Greeting.SIZE);
        }
        int at = 0;
        FrameReader.Found found = FrameReader.Found.SHORT;
        while (at < bytes && found != FrameReader.Found.HOSTILE) {
            assertThat(stream.room()).isPositive();
            int part = (int) Math.min(stream.room(), random.nextInt(1, bytes - at + 1));
            MemorySegment.copy(memory, at, stream.memory(), stream.position(), part);
            stream.received(part);
            at += part;
            do {
                found = stream.next(struct, 0);
                check(found == FrameReader.Found.FRAME ? stream.size() : 0);
            } while (found == FrameReader.Found.FRAME || found == FrameReader.Found.NO_FRAME);
        }
    }

    private void check(int size) {
        if (size != 0) {
            read++;
            FrameKind kind = FrameKind.of(struct, 0, size);
            assertThat(kind).isIn(FrameKind.DATA, FrameKind.REMOTE, FrameKind.ERROR, FrameKind.FD);
            assertThat(FrameCode.size(struct, 0, size)).isPositive();
        }
    }

    /** Lengths that make sense come often. */
    private int anyBytes(SplittableRandom random) {
        int bytes = random.nextInt(random.nextBoolean() ? 30 : SIZE);
        for (int i = 0; i < bytes; i++) {
            int value = random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(10);
            memory.set(ValueLayout.JAVA_BYTE, i, (byte) value);
        }
        return bytes;
    }

    private void backAgain(SplittableRandom random) {
        List<Frame> frames = new ArrayList<>();
        for (int i = random.nextInt(20); i > 0; i--) {
            frames.add(Frames.any().next(random));
        }
        FrameBatch batch = Batches.of(frames);
        int most = random.nextInt(52, 1472);
        Packer packer = new Packer(most, false);
        packer.begin(memory, 0, most);
        List<String> packed = new ArrayList<>();
        for (int i = 0; i < batch.count(); i++) {
            int size = FrameCode.size(batch.memory(), batch.offset(i), batch.size(i));
            if (size != 0 && packer.add(batch, i, size)) {
                packed.add(carried(batch, i));
            }
        }
        int bytes = packer.finish();
        assertThat(bytes).isLessThanOrEqualTo(most);
        assertThat(Words.read(memory.asSlice(0, bytes))).isEqualTo(packed);
    }

    /** Without its raw DLC, and as an FD frame leaves can_send. */
    private static String carried(FrameBatch batch, int index) {
        MemorySegment copy = batch.memory().asSlice(batch.offset(index), batch.size(index));
        if (batch.size(index) == FrameLayout.CLASSIC_SIZE) {
            copy.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_RAW_DLC, (byte) 0);
        } else {
            byte flags = copy.get(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_FLAGS);
            copy.set(ValueLayout.JAVA_BYTE, FrameLayout.OFFSET_FLAGS, (byte) (flags | FrameLayout.FD_FDF));
        }
        return FrameText.format(FrameStruct.read(copy, 0, batch.size(index)));
    }
}
