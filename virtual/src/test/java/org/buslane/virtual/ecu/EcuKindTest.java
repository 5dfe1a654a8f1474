package org.buslane.virtual.ecu;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.policy.RuleSet;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Descriptor;
import org.buslane.virtual.Resident;
import org.buslane.virtual.Voice;
import org.junit.jupiter.api.Test;

class EcuKindTest {
    private static final long START = 77_000_000_000L;
    private static final long MS = 1_000_000;

    private final List<String> said = new ArrayList<>();
    private final Ledger written = Ledger.onHeap();
    private final long now = START;

    @Test
    void itsTimeBeginsWhenItIsOpened() {
        Resident seat = new EcuKind(SeatSpec.USUAL).open(voice());

        assertThat(seat.due()).isEqualTo(START + 10 * MS);
        seat.run(START + 10 * MS);

        assertThat(said).containsExactly("712#444400FFFFFF0000");
        assertThat(seat.due()).isEqualTo(START + 20 * MS);
    }

    @Test
    void whatItHearsIsCountedByWhetherItMattersToIt() {
        Resident seat = new EcuKind(SeatSpec.USUAL).open(voice());
        Ledger heard = Ledger.onHeap();

        hear(seat, heard, "705#0264", "706#0264", "705#R", "705##10264", "20000705#0000000000000000");
        seat.run(START + 20 * MS);

        assertThat(heard.delivered()).isEqualTo(2);
        assertThat(heard.dropped(DropReason.UNWANTED)).isEqualTo(3);
        assertThat(said).containsExactly("712#464400FFFFFF0000");
    }

    @Test
    void anEcuThatWaitsForFramesIsNeverDue() {
        Resident listener = listener();

        assertThat(listener.due()).isEqualTo(Long.MAX_VALUE);
        hear(listener, Ledger.onHeap(), "700#");
        assertThat(listener.due()).isEqualTo(START);
    }

    @Test
    void aQuestionWithoutAnAnswerIsCounted() {
        Resident listener = listener();
        Ledger heard = Ledger.onHeap();

        for (int i = 0; i < 103; i++) {
            hear(listener, heard, "700#", "700#", "700#", "700#", "700#", "700#", "700#", "700#", "700#", "700#");
        }

        assertThat(heard.delivered()).isEqualTo(1024);
        assertThat(heard.dropped(DropReason.QUEUE_FULL)).isEqualTo(6);
    }

    @Test
    void twoThatAnswerEachOtherHaveThePaceOfABus() {
        Resident listener = listener();
        hear(listener, Ledger.onHeap(), "700#");
        listener.run(listener.due());

        hear(listener, Ledger.onHeap(), "700#", "700#");

        assertThat(listener.due()).isEqualTo(START + MS / 4);
        listener.run(listener.due());
        assertThat(said).containsExactly("701#", "701#", "701#");
    }

    @Test
    void framesThatAFaultKeepsFromTheBusAreCounted() {
        Sending sending = new Sending(new FrameTemplate(FrameText.parse("100#"), List.of()), 0);
        Cycle cycle = new Cycle(10 * MS, 10 * MS, new Reaction(Optional.empty(), List.of(), List.of(sending)));
        Fault silent = new Fault(new Fault.Kind.Silent(), RuleSet.parse("all"), 35 * MS, Ecu.NEVER, Optional.empty());
        Fault lost = new Fault(new Fault.Kind.Lost(2), RuleSet.parse("all"), 0, 35 * MS, Optional.empty());
        Resident ecu = new EcuKind(
                        new ScriptSpec(List.of(), List.of(cycle), List.of(), Optional.empty(), List.of(silent, lost)))
                .open(voice());

        for (int i = 1; i <= 5; i++) {
            ecu.run(START + i * 10L * MS);
        }

        assertThat(said).hasSize(2);
        assertThat(written.dropped(DropReason.FAULT)).isEqualTo(3);
    }

    @Test
    void itIsToldInWords() {
        assertThat(new EcuKind(SeatSpec.USUAL).words()).isEqualTo("a simulated ECU (seat)");
        assertThat(new EcuKind(listening()).words()).isEqualTo("a simulated ECU (1 answer)");
    }

    private Resident listener() {
        return new EcuKind(listening()).open(voice());
    }

    private static ScriptSpec listening() {
        Sending sending = new Sending(new FrameTemplate(FrameText.parse("701#"), List.of()), 0);
        Answer answer = new Answer(
                RuleSet.parse("700"),
                DataPattern.ANY,
                List.of(),
                new Reaction(Optional.empty(), List.of(), List.of(sending)));
        return new ScriptSpec(List.of(), List.of(), List.of(answer), Optional.empty(), List.of());
    }

    private static void hear(Resident resident, Ledger heard, String... frames) {
        FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(128L * FrameBatch.CAPACITY, 64), 128);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), 128L * i));
        }
        batch.count(frames.length);
        resident.hear(batch, batch.all(), heard);
    }

    private Voice voice() {
        return new Voice() {
            @Override
            public boolean say(MemorySegment memory, long offset, int size) {
                said.add(FrameText.format(FrameStruct.read(memory, offset, size)));
                return true;
            }

            @Override
            public void withhold(DropReason reason, int frames) {
                written.dropped(reason, frames);
            }

            @Override
            public long now() {
                return now;
            }

            @Override
            public long realtime() {
                return now;
            }

            @Override
            public int mtu() {
                return 72;
            }

            @Override
            public void watch(Descriptor descriptor, int events) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void unwatch(Descriptor descriptor) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
