package org.buslane.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private final FrameBatch batch = new FrameBatch(
            Arena.ofAuto().allocate((long) FrameLayout.FD_SIZE * FrameBatch.CAPACITY, 8), FrameLayout.FD_SIZE);
    private final Judge judge =
            new Judge(new Gate(new Policy(RuleSet.parse("100-1FF@1/s"), RuleSet.NONE, false), Access.READ, 0));
    private final Ledger ledger = Ledger.onHeap();

    private void fill(String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
    }

    @Test
    void whatMayNotPassIsToldApartAndCounted() {
        fill("100#", "200#", "101#", "201#");

        assertThat(judge.allowed(batch, 0b0111, 0)).isEqualTo(0b0001);
        assertThat(judge.denied()).isEqualTo(0b0010);
        assertThat(judge.overRate()).isEqualTo(0b0100);
        assertThat(judge.refused()).isEqualTo(0b0110);
        judge.count(ledger);
        assertThat(ledger.account().dropped(DropReason.DENIED)).isEqualTo(1);
        assertThat(ledger.account().dropped(DropReason.OVER_RATE)).isEqualTo(1);
    }

    @Test
    void itTellsOfTheLastSetOnly() {
        fill("200#");
        judge.allowed(batch, 0b1, 0);

        assertThat(judge.allowed(batch, 0, 0)).isZero();
        assertThat(judge.refused()).isZero();
        judge.count(ledger);
        assertThat(ledger.account().dropped()).isZero();
    }
}
