package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bytes that cannelloni 2.1.2 sent when the kernel gave it these frames. */
class GoldenTest {
    @ParameterizedTest
    @CsvSource({
        "123#DEADBEEF, 00000123 04 deadbeef",
        "12345678#1122, 92345678 02 1122",
        "123#R4, 40000123 04",
        "123#R, 40000123 00",
        "12345678#R8, d2345678 08",
        "7FF#, 000007ff 00",
        "000#00, 00000000 01 00",
        "00000000#, 80000000 00",
        "1FFFFFFF#0102030405060708, 9fffffff 08 0102030405060708",
        "123##5AABBCC, 00000123 83 05 aabbcc",
        "123##4, 00000123 80 04",
        "20000004#0001000000000000, 20000004 08 0001000000000000"
    })
    void aFrameHasTheseBytes(String frame, String hex) {
        FrameBatch batch = Batches.of(frame);
        MemorySegment memory = Words.memory(FrameCode.MOST);
        int size = FrameCode.write(batch.memory(), batch.offset(0), batch.size(0), memory, 0);
        assertThat(Words.hex(memory, 0, size)).isEqualTo(hex.replace(" ", ""));
        assertThat(FrameCode.size(batch.memory(), batch.offset(0), batch.size(0)))
                .isEqualTo(size);

        FrameReader reader = new FrameReader();
        MemorySegment struct = Words.memory(FrameLayout.FD_SIZE);
        assertThat(reader.read(Words.bytes(hex), 0, size, struct, 0)).isEqualTo(FrameReader.Found.FRAME);
        assertThat(reader.bytes()).isEqualTo(size);
        assertThat(Batches.text(struct, 0, reader.size())).isEqualTo(frame);
    }

    @Test
    void theLargestFdFrameTakes70Bytes() {
        FrameBatch batch = Batches.of("12345678##7" + "5A".repeat(64));
        MemorySegment memory = Words.memory(FrameCode.MOST);
        assertThat(FrameCode.write(batch.memory(), batch.offset(0), batch.size(0), memory, 0))
                .isEqualTo(FrameCode.MOST);
        assertThat(Words.hex(memory, 0, FrameCode.MOST)).isEqualTo("92345678c007" + "5a".repeat(64));
    }

    @Test
    void aRawDlcIsNotCarried() {
        assertThat(Words.read(Words.datagram("123#1122334455667788_E"))).containsExactly("123#1122334455667788");
    }

    @Test
    void datagramsFollowEachOtherAsTheOriginalSendsThem() {
        Packer packer = new Packer(1472, false);
        assertThat(List.of(
                        next(packer, "123#DEADBEEF"),
                        next(packer, "12345678#1122"),
                        next(packer, "123#R4"),
                        next(packer, "7FF#"),
                        next(packer, "123##1AABBCC"),
                        next(packer, "123#1122334455667788_E"),
                        next(packer, "001#01", "002#02")))
                .containsExactly(
                        "020000000100000123" + "04deadbeef",
                        "020001000192345678" + "021122",
                        "020002000140000123" + "04",
                        "0200030001000007ff" + "00",
                        "020004000100000123" + "8305aabbcc",
                        "020005000100000123" + "081122334455667788",
                        "020006000200000001" + "0101" + "00000002" + "0102");
    }

    private static String next(Packer packer, String... frames) {
        MemorySegment memory = Words.memory(2000);
        packer.begin(memory, 0, 1472);
        FrameBatch batch = Batches.of(frames);
        List<Boolean> added = new ArrayList<>();
        for (int i = 0; i < batch.count(); i++) {
            added.add(Words.add(packer, batch, i));
        }
        assertThat(added).containsOnly(true);
        return Words.hex(memory, 0, packer.finish());
    }
}
