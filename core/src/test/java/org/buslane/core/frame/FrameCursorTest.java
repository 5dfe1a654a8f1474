package org.buslane.core.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.buslane.core.testkit.Frames;
import org.junit.jupiter.api.Test;

class FrameCursorTest {
    @Test
    void itWalksTheWholeBatchInOrder() {
        try (Arena arena = Arena.ofConfined()) {
            FrameBatch batch = batch(arena);
            List<Frame> written = fill(batch);
            FrameCursor cursor = new FrameCursor(batch);
            List<Frame> seen = new ArrayList<>();
            while (cursor.next()) {
                Frame frame = cursor.frame();
                seen.add(frame);
                assertThat(cursor.idWord()).isEqualTo(frame.idWord());
                assertThat(cursor.length()).isEqualTo(frame.length());
                assertThat(cursor.size()).isEqualTo(FrameStruct.size(frame));
                assertThat(cursor.kind()).isEqualTo(kind(frame));
                assertThat(dataAt(batch, cursor)).isEqualTo(data(frame));
            }
            assertThat(seen).isEqualTo(written);
        }
    }

    @Test
    void itVisitsOnlyTheSetItIsGiven() {
        try (Arena arena = Arena.ofConfined()) {
            FrameBatch batch = batch(arena);
            fill(batch);
            batch.count(10);
            FrameCursor cursor = new FrameCursor(batch);
            cursor.start(batch, 1L << 3 | 1L << 7 | 1L << 12);
            List<Integer> seen = new ArrayList<>();
            while (cursor.next()) {
                seen.add(cursor.index());
            }
            assertThat(seen).containsExactly(3, 7);
        }
    }

    private static FrameBatch batch(Arena arena) {
        int stride = FrameLayout.XL_MAX_SIZE + 4;
        return new FrameBatch(arena.allocate((long) stride * FrameBatch.CAPACITY), stride);
    }

    private static List<Frame> fill(FrameBatch batch) {
        SplittableRandom random = new SplittableRandom(7);
        List<Frame> frames = new ArrayList<>();
        batch.count(FrameBatch.CAPACITY);
        for (int i = 0; i < FrameBatch.CAPACITY; i++) {
            Frame frame = Frames.any().next(random);
            batch.size(i, FrameStruct.write(frame, batch.memory(), batch.offset(i)));
            frames.add(frame);
        }
        return frames;
    }

    private static FrameKind kind(Frame frame) {
        return switch (frame) {
            case DataFrame _ -> FrameKind.DATA;
            case RemoteFrame _ -> FrameKind.REMOTE;
            case ErrorFrame _ -> FrameKind.ERROR;
            case FdFrame _ -> FrameKind.FD;
            case XlFrame _ -> FrameKind.XL;
        };
    }

    private static Payload data(Frame frame) {
        return switch (frame) {
            case DataFrame data -> data.data();
            case RemoteFrame remote -> Payload.EMPTY.padded(remote.length());
            case ErrorFrame error -> error.data();
            case FdFrame fd -> fd.data();
            case XlFrame xl -> xl.data();
        };
    }

    private static Payload dataAt(FrameBatch batch, FrameCursor cursor) {
        return Payload.copyOf(batch.memory(), cursor.dataOffset(), cursor.length());
    }
}
