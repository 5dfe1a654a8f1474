package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collections;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;

class PackerTest {
    private final MemorySegment memory = Words.memory(2000);

    @Test
    void aDatagramOverIpv4Holds112ClassicFramesOf8Bytes() {
        assertThat(fill(payload("192.0.2.7:1"), "123#1122334455667788")).isEqualTo(112);
    }

    @Test
    void aDatagramOverIpv4Holds20FdFramesOf64Bytes() {
        assertThat(fill(payload("192.0.2.7:1"), "123##4" + "00".repeat(64))).isEqualTo(20);
    }

    @Test
    void aDatagramNeverHasMoreThanItsPeerTakes() {
        assertThat(payload("192.0.2.7:1")).isEqualTo(1472);
        assertThat(payload("[2001:db8::7]:1")).isEqualTo(1452);
        for (int most = 52; most < 300; most++) {
            int frames = fill(most, "123#112233");
            assertThat(frames).isEqualTo((most - Packer.HEAD) / 8);
        }
    }

    private static int payload(String place) {
        return Mtu.payload(Mtu.USUAL, InetPlace.parse(place));
    }

    private int fill(int most, String frame) {
        Packer packer = new Packer(most, false);
        packer.begin(memory, 0, most);
        FrameBatch batch = Batches.of(frame);
        while (Words.add(packer, batch, 0)) {
            assertThat(packer.bytes()).isLessThanOrEqualTo(most);
        }
        assertThat(packer.finish()).isEqualTo(packer.bytes());
        assertThat(Words.read(memory.asSlice(0, packer.bytes()))).hasSize(packer.frames());
        return packer.frames();
    }

    @Test
    void numbersBeginAgainAfter255() {
        Packer packer = new Packer(100, false);
        for (int i = 0; i < 600; i++) {
            packer.begin(memory, 0, 100);
            packer.finish();
            assertThat(memory.get(ValueLayout.JAVA_BYTE, 2)).isEqualTo((byte) i);
        }
    }

    @Test
    void sortedFramesStandByTheirNumbersWhateverTheirFlags() {
        Packer packer = new Packer(1472, true);
        assertThat(sorted(packer, "300#01", "00000200#02", "100#R3", "7FF##4AA", "100#04", "1FFFFFFF#", "000#"))
                .containsExactly("000#", "100#R3", "100#04", "00000200#02", "300#01", "7FF##4AA", "1FFFFFFF#");
        assertThat(sorted(packer, "001#01", "002#02")).containsExactly("001#01", "002#02");
        assertThat(sorted(packer, "002#01", "001#02")).containsExactly("001#02", "002#01");
    }

    @Test
    void aFullDatagramIsSorted() {
        Packer packer = new Packer(1472, true);
        packer.begin(memory, 0, 1472);
        int frames = 0;
        while (Words.add(packer, Batches.of("%03X#".formatted(0x7ff - frames)), 0)) {
            frames++;
        }
        assertThat(frames).isEqualTo(293);
        List<String> read = Words.read(memory.asSlice(0, packer.finish()));
        assertThat(read).hasSize(frames).isEqualTo(read.stream().sorted().toList());
        assertThat(read).isNotEqualTo(Collections.nCopies(frames, "7FF#"));
    }

    private List<String> sorted(Packer packer, String... frames) {
        packer.begin(memory, 0, 1472);
        FrameBatch batch = Batches.of(frames);
        for (int i = 0; i < batch.count(); i++) {
            assertThat(Words.add(packer, batch, i)).isTrue();
        }
        return Words.read(memory.asSlice(0, packer.finish()));
    }
}
