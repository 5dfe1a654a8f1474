package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;

class SaidFramesTest {
    private final SaidFrames said = new SaidFrames();
    private final MemorySegment memory = Arena.ofAuto().allocate(FrameLayout.FD_SIZE, 8);

    @Test
    void theyAreTakenInTheirOrderWithThoseWhoSaidThem() {
        say(7, "123#11");
        say(7, "124##1223344");
        say(8, "125#");
        say(7, "126#R");

        FrameBatch batch = said.take(99);

        assertThat(batch.stamp()).isEqualTo(99);
        assertThat(texts(batch)).isEqualTo("123#11 124##5223344 125# 126#R ");
        assertThat(said.run(0)).isEqualTo(0b0011);
        assertThat(said.run(2)).isEqualTo(0b0100);
        assertThat(said.run(3)).isEqualTo(0b1000);
        assertThat(said.speaker(2)).isEqualTo(8);
        assertThat(said.isEmpty()).isTrue();
    }

    @Test
    void oneThatWasOnlyStagedWasNotSaid() {
        say(1, "123#");
        stage("124#");
        say(1, "125#");

        assertThat(texts(said.take(0))).isEqualTo("123# 125# ");
    }

    @Test
    void thereIsRoomForAThousandWhichAreTakenByTheBatch() {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < SaidFrames.CAPACITY; i++) {
                assertThat(said.isFull()).isFalse();
                say(i, "100#%04X".formatted(i));
            }
            assertThat(said.isFull()).isTrue();
            for (int i = 0; i < SaidFrames.CAPACITY; i += FrameBatch.CAPACITY) {
                FrameBatch batch = said.take(0);
                assertThat(texts(batch)).startsWith("100#%04X ".formatted(i)).endsWith("100#%04X ".formatted(i + 63));
                assertThat(said.speaker(63)).isEqualTo(i + 63);
            }
            assertThat(said.count()).isZero();
        }
    }

    private void say(int speaker, String frame) {
        stage(frame);
        said.add(speaker);
    }

    private void stage(String frame) {
        int size = FrameStruct.write(FrameText.parse(frame), memory, 0);
        assertThat(said.stage(memory, 0, size).count()).isEqualTo(1);
    }

    private static String texts(FrameBatch batch) {
        StringBuilder texts = new StringBuilder();
        for (int i = 0; i < batch.count(); i++) {
            texts.append(FrameText.format(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i))))
                    .append(' ');
        }
        return texts.toString();
    }
}
