package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Descriptor;
import org.buslane.virtual.Voice;
import org.junit.jupiter.api.Test;

class TunnelResidentTest {
    private final Listener listener = new Listener();
    private final QuietTunnel tunnel = QuietTunnel.named("quiet");
    private final TunnelResident resident = new TunnelResident(tunnel, listener);
    private final FrameBatch batch = new FrameBatch(
            Arena.ofAuto().allocate((long) FrameLayout.FD_SIZE * FrameBatch.CAPACITY, 8), FrameLayout.FD_SIZE);

    private void fill(String... frames) {
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        batch.count(frames.length);
    }

    @Test
    void itIsDrainedOnceAfterAllThatWasHeardInATurn() {
        assertThat(resident.due()).isEqualTo(Long.MAX_VALUE);
        Ledger heard = Ledger.onHeap();

        fill("100#", "101#");
        resident.hear(batch, 0b11, heard);
        fill("102#", "103#");
        resident.hear(batch, 0b10, heard);
        assertThat(resident.due()).isEqualTo(listener.now());
        resident.run(listener.now());

        assertThat(tunnel.log()).containsExactly("100", "101", "103", "drained");
        assertThat(heard.delivered()).isEqualTo(3);
        assertThat(resident.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatItSaysGoesOutInTurnsAndInOrder() {
        fill("123#AA");
        int said = Waiting.AT_ONCE + 10;
        for (int i = 0; i < said; i++) {
            batch.memory().set(ValueLayout.JAVA_INT, batch.offset(0), i);
            assertThat(resident.say(batch.memory(), batch.offset(0), batch.size(0), 5))
                    .isTrue();
        }
        assertThat(listener.ids).isEmpty();

        resident.run(listener.now());
        assertThat(listener.ids).hasSize(Waiting.AT_ONCE);
        assertThat(resident.due()).isEqualTo(listener.now());

        resident.run(listener.now());
        assertThat(listener.ids).hasSize(said).isSorted();
        assertThat(resident.due()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void moreThanItHasRoomForIsRefusedAndNothingElseIsLost() {
        fill("123#AA");
        int taken = 0;
        while (resident.say(batch.memory(), batch.offset(0), batch.size(0), Long.MAX_VALUE)) {
            taken++;
        }
        assertThat(taken).isEqualTo(Waiting.CAPACITY);

        while (resident.due() != Long.MAX_VALUE) {
            resident.run(listener.now());
        }
        assertThat(listener.ids).hasSize(taken);
    }

    @Test
    void itsReportIsTheTunnels() {
        assertThat(resident.report().orElseThrow().tunnel().listening()).isEqualTo("nowhere");
        resident.close();
        assertThat(tunnel.log()).containsExactly("closed");
    }

    private static final class Listener implements Voice {
        private final List<Integer> ids = new ArrayList<>();

        @Override
        public boolean say(MemorySegment memory, long offset, int size) {
            ids.add(memory.get(ValueLayout.JAVA_INT, offset));
            return true;
        }

        @Override
        public void withhold(DropReason reason, int frames) {}

        @Override
        public long now() {
            return 1000;
        }

        @Override
        public long realtime() {
            return 0;
        }

        @Override
        public int mtu() {
            return FrameLayout.FD_SIZE;
        }

        @Override
        public void watch(Descriptor descriptor, int events) {}

        @Override
        public void unwatch(Descriptor descriptor) {}
    }
}
