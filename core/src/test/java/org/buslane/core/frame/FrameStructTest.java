package org.buslane.core.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.buslane.core.testkit.Bytes;
import org.buslane.core.testkit.Frames;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

class FrameStructTest {
    private static final ArbitrationId ID = ArbitrationId.standard(0x123);

    @Test
    void aDataFrameIsTheKernelsStructByteForByte() {
        assertThat(bytes(new DataFrame(ID, Payload.ofHex("DEADBEEF"))))
                .isEqualTo(struct(0x123, "04000000" + "DEADBEEF00000000"));
        assertThat(bytes(new DataFrame(ArbitrationId.extended(0x12345678), Payload.ofHex("1122"))))
                .isEqualTo(struct(0x92345678, "02000000" + "1122000000000000"));
        assertThat(bytes(new DataFrame(ID, Payload.ofHex("1122334455667788"), 14)))
                .isEqualTo(struct(0x123, "0800000E" + "1122334455667788"));
    }

    @Test
    void aRemoteFrameCarriesItsLengthAndNoData() {
        assertThat(bytes(new RemoteFrame(ID, 5))).isEqualTo(struct(0x40000123, "05000000" + "0000000000000000"));
    }

    @Test
    void anErrorFrameIsMarkedByItsFlagAlone() {
        assertThat(bytes(new ErrorFrame(0x44, Payload.ofHex("0008000000000000"))))
                .isEqualTo(struct(0x20000044, "08000000" + "0008000000000000"));
    }

    @Test
    void anFdFrameAlwaysHasItsFdfFlag() {
        byte[] expected = struct(0x123, "03050000" + "AABBCC" + "00".repeat(61));
        assertThat(bytes(new FdFrame(ID, FrameLayout.FD_BRS, Payload.ofHex("AABBCC"))))
                .isEqualTo(expected);
        expected[FrameLayout.OFFSET_FLAGS] = FrameLayout.FD_BRS;
        assertThat(read(expected)).isEqualTo(new FdFrame(ID, 5, Payload.ofHex("AABBCC")));
    }

    @Test
    void anXlFrameIsAsLongAsItsData() {
        ByteBuffer expected = ByteBuffer.allocate(15).order(ByteOrder.nativeOrder());
        expected.putInt(0x00450123).put((byte) 0x81).put((byte) 7).putShort((short) 3);
        expected.putInt(0x12345678).put(HexFormat.of().parseHex("112233"));
        assertThat(bytes(new XlFrame(0x123, 0x45, 0x01, 7, 0x12345678, Payload.ofHex("112233"))))
                .isEqualTo(expected.array());
    }

    @Test
    void bitsThatMeanNothingAreDropped() {
        assertThat(read(struct(0x00001923, "01FFFF0F" + "AA00000000000000")))
                .isEqualTo(new DataFrame(ArbitrationId.standard(0x123), Payload.ofHex("AA")));
    }

    @Test
    void theErrorFlagWinsOverTheOthers() {
        assertThat(read(struct(0xe0000004, "01000000" + "AA00000000000000")))
                .isEqualTo(new ErrorFrame(4, Payload.ofHex("AA")));
    }

    @Test
    void whatIsNoFrameIsNamedInASentence() {
        assertThatThrownBy(() -> read(struct(0x123, "09000000" + "00".repeat(8))))
                .isInstanceOf(BadFrameException.class)
                .hasMessage("a classic frame with a length of 9, beyond 8");
        assertThatThrownBy(() -> read(struct(0x123, "41000000" + "00".repeat(64))))
                .isInstanceOf(BadFrameException.class)
                .hasMessage("an FD frame with a length of 65, beyond 64");
        assertThatThrownBy(() -> read(struct(0x20000001, "08000000" + "00".repeat(64))))
                .isInstanceOf(BadFrameException.class)
                .hasMessage("an FD frame cannot be an error frame");
        assertThatThrownBy(() -> read(new byte[11]))
                .isInstanceOf(BadFrameException.class)
                .hasMessage("11 bytes are no CAN frame: 16 are classic, 72 FD, 12 and the data XL");
        assertThatThrownBy(() -> FrameStruct.read(MemorySegment.ofArray(new byte[16]), 8, 16))
                .isInstanceOf(BadFrameException.class)
                .hasMessage("a frame of 16 bytes at 8 does not lie within 16 bytes");
    }

    @Test
    void everyFrameComesBackAsItWas() {
        Property.holds(Frames.any(), frame -> assertThat(read(bytes(frame))).isEqualTo(frame));
    }

    @Test
    void anyBytesAreAFrameOrTheOneException() {
        Gen<byte[]> likely = random -> {
            byte[] bytes = new byte[Gen.oneOf(random, 12, 13, 16, 16, 72, 72, 100)];
            random.nextBytes(bytes);
            bytes[4] = (byte) random.nextInt(-128, 72);
            return bytes;
        };
        Property.holds(likely, FrameStructTest::readOrRefuse);
        Property.holds(new Bytes(0, 80), FrameStructTest::readOrRefuse);
    }

    /** What is read is a frame that can be written; what is refused is refused with a sentence. */
    private static void readOrRefuse(byte[] bytes) {
        try {
            Frame frame = read(bytes);
            assertThat(bytes(frame)).hasSameSizeAs(bytes);
            assertThat(read(bytes(frame))).isEqualTo(frame);
        } catch (BadFrameException e) {
            assertThat(e).message().isNotBlank();
        }
    }

    private static byte[] bytes(Frame frame) {
        MemorySegment memory = MemorySegment.ofArray(new byte[FrameLayout.XL_MAX_SIZE + 3]);
        memory.fill((byte) 0xff);
        int size = FrameStruct.write(frame, memory, 3);
        return memory.asSlice(3, size).toArray(ValueLayout.JAVA_BYTE);
    }

    private static Frame read(byte[] bytes) {
        return FrameStruct.read(MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    private static byte[] struct(int idWord, String rest) {
        byte[] tail = HexFormat.of().parseHex(rest);
        return ByteBuffer.allocate(4 + tail.length)
                .order(ByteOrder.nativeOrder())
                .putInt(idWord)
                .put(tail)
                .array();
    }
}
