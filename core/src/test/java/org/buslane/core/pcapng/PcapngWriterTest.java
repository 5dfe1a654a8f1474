package org.buslane.core.pcapng;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.buslane.core.frame.Frame;
import org.buslane.core.recording.Recorded;
import org.buslane.core.testkit.Recordings;
import org.buslane.core.text.Direction;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;

class PcapngWriterTest {
    private static final long STAMP = 0x0102_0304_0506_0708L;

    private static final String SECTION =
            "0a0d0d0a 2c000000 4d3c2b1a 0100 0000 ffffffffffffffff" + " 0400 0700 6275736c616e6500 00000000 2c000000";

    private static final String CAN0 =
            "01000000 28000000 e300 0000 00000000 0200 0400 63616e30 0900 0100 09000000 00000000 28000000";

    @Test
    void aFileBeginsWithItsSectionAndDescribesEachBus() {
        assertThat(file("123#", Direction.UNSAID)).startsWith(bytes(SECTION + CAN0));
    }

    @Test
    void aClassicFrameHasSixteenBytesAsTheKernelsHas() {
        assertThat(packet("123#DEADBEEF", Direction.UNSAID))
                .isEqualTo(bytes("06000000 30000000 00000000 04030201 08070605 10000000 10000000"
                        + " 00000123 04 00 00 00 deadbeef00000000 30000000"));
    }

    @Test
    void directionIsAnOption() {
        assertThat(packet("12345678#R2", Direction.RECEIVED))
                .isEqualTo(bytes("06000000 3c000000 00000000 04030201 08070605 10000000 10000000"
                        + " d2345678 02 00 00 00 0000000000000000 0200 0400 01000000 00000000 3c000000"));
        assertThat(packet("123#", Direction.SENT)).containsSequence(bytes("0200 0400 02000000"));
    }

    @Test
    void aRawLengthCodeIsInTheEighthByte() {
        assertThat(packet("001#1122334455667788_E", Direction.UNSAID))
                .containsSequence(bytes("00000001 08 00 00 0e 1122334455667788"));
    }

    @Test
    void anFdFrameSaysSoAndIsPadded() {
        assertThat(packet("123##1AABBCCDDEE", Direction.UNSAID))
                .isEqualTo(bytes("06000000 30000000 00000000 04030201 08070605 0d000000 0d000000"
                        + " 00000123 05 05 00 00 aabbccddee 000000 30000000"));
    }

    @Test
    void anErrorFrameKeepsItsFlag() {
        assertThat(packet("20000004#0001000000000000", Direction.UNSAID))
                .containsSequence(bytes("20000004 08 00 00 00 0001000000000000"));
    }

    @Test
    void anXlFrameHasABigEndianPriorityAndTheRestLittleEndian() {
        assertThat(packet("45123#81:0A:12345678#112233", Direction.UNSAID))
                .isEqualTo(bytes("06000000 30000000 00000000 04030201 08070605 0f000000 0f000000"
                        + " 00450123 81 0a 0300 78563412 112233 00 30000000"));
    }

    @Test
    void whatIsNoFrameIsNotWritten() {
        PcapngWriter writer = new PcapngWriter();
        MemorySegment struct = MemorySegment.ofArray(new byte[16]);
        struct.fill((byte) 0x7f);

        assertThat(writer.write(struct, 0, 16, 0, 0, Direction.UNSAID, MemorySegment.ofArray(new byte[200]), 0))
                .isZero();
    }

    private static byte[] packet(String frame, Direction direction) {
        byte[] file = file(frame, direction);
        int head = bytes(SECTION + CAN0).length;
        return Arrays.copyOfRange(file, head, file.length);
    }

    private static byte[] file(String text, Direction direction) {
        Frame frame = FrameText.parse(text);
        return Recordings.write(new PcapngWriter(), List.of(new Recorded(STAMP, "can0", frame, direction)));
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
