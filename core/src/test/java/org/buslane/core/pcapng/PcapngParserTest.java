package org.buslane.core.pcapng;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.buslane.core.pcapng.PcapngWriterTest.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.buslane.core.recording.BadRecordingException;
import org.buslane.core.recording.Recorded;
import org.buslane.core.testkit.Bytes;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.core.testkit.Recordings;
import org.buslane.core.text.Direction;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PcapngParserTest {
    private static final String SECTION = "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000";
    private static final String BUS = "01000000 14000000 e300 0000 00000000 14000000";
    private static final String PACKET = "06000000 30000000 00000000 00000000 40420f00 10000000 10000000"
            + " 00000123 02 00 00 00 aabb000000000000 30000000";

    @Test
    void whatIsWrittenIsReadAgain() {
        Property.holds(
                Recordings.of(20, 1),
                recording -> assertThat(read(Recordings.write(new PcapngWriter(), recording)))
                        .isEqualTo(recording));
    }

    @Test
    void itDoesNotMatterInWhichPiecesItComes() {
        Property.holds(100, Recordings.of(10, 1), recording -> {
            byte[] file = Recordings.write(new PcapngWriter(), recording);
            assertThat(readInPieces(file, 7)).isEqualTo(recording);
        });
    }

    @Test
    void theOtherByteOrderIsReadAsWell() {
        String big = "0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c"
                + " 00000001 0000002c 00e3 0000 00000000 0002 0005 626f647930000000"
                + " 0009 0001 03000000 00000000 0000002c"
                + " 00000006 00000038 00000000 00000000 00000007 00000010 00000010"
                + " 00000123 02 00 00 00 aabb000000000000 0002 0004 00000001 00000038";
        assertThat(read(bytes(big)))
                .containsExactly(new Recorded(7_000_000, "body0", FrameText.parse("123#AABB"), Direction.RECEIVED));
    }

    @Test
    void withoutWordsStampsAreMicrosecondsAndTheBusIsCalledByItsNumber() {
        assertThat(read(bytes(SECTION + BUS + PACKET)))
                .containsExactly(new Recorded(1_000_000_000, "can0", FrameText.parse("123#AABB"), Direction.UNSAID));
    }

    @Test
    void unknownBlocksAreSkippedHoweverLongTheyAre() {
        int length = 1 << 20;
        ByteBuffer unknown = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        unknown.putInt(0, 0xbad).putInt(4, length).putInt(length - 4, length);
        byte[] file = join(bytes(SECTION + BUS), unknown.array(), bytes(PACKET));
        assertThat(readInPieces(file, 4096)).hasSize(1);
    }

    @Test
    void aSectionBehindAnotherHasInterfacesOfItsOwn() {
        byte[] file = bytes(SECTION + BUS + PACKET);
        assertThat(read(join(file, file))).hasSize(2);
        assertThatThrownBy(() -> read(join(file, bytes(SECTION + PACKET))))
                .hasMessage("offset 124: a packet of interface 0, and 0 are described");
    }

    @Test
    void packetsOfOtherNetworksAndCutOnesAreCounted() {
        String ethernet = "01000000 14000000 0100 0000 00000000 14000000";
        PcapngParser parser = new PcapngParser();
        ByteBuffer in = ByteBuffer.wrap(bytes(SECTION + ethernet + PACKET + PACKET));
        assertThat(parser.next(in)).isEmpty();
        assertThat(parser.leftOut()).isEqualTo(2);

        String cut = PACKET.replace("10000000 10000000", "10000000 48000000");
        PcapngParser second = new PcapngParser();
        assertThat(second.next(ByteBuffer.wrap(bytes(SECTION + BUS + cut)))).isEmpty();
        assertThat(second.leftOut()).isOne();
    }

    @Test
    void anFdFrameOfAnOlderWriterIsKnownByItsSize() {
        String packet = "06000000 68000000 00000000 00000000 00000000 48000000 48000000" + " 00000123 02 01 00 00 aabb"
                + "00".repeat(62) + " 68000000";
        assertThat(read(bytes(SECTION + BUS + packet)))
                .extracting(Recorded::frame)
                .containsExactly(FrameText.parse("123##1AABB"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            d4c3b2a1 00000000 00000000        | offset 0: pcapng begins with a section header, 0A0D0D0A, not with D4C3B2A1
            0a0d0d0a 1c000000 12345678        | offset 0: a section's byte order is 1A2B3C4D in one order or the other
            0a0d0d0a 1d000000 4d3c2b1a        | offset 0: a block cannot have 29 bytes
            0a0d0d0a 08000000 4d3c2b1a        | offset 0: a block cannot have 8 bytes
            0a0d0d0a 00000001 4d3c2b1a        | offset 0: a block of 16777216 bytes
            S 06000000 fcffffff 00000000      | offset 28: a block of 4294967292 bytes
            S 01000000 14000000 e300 0000 00000000 18000000 | offset 28: a block of 20 bytes ends with the length 24
            S 01000000 1c000000 e300 0000 00000000 0200 0900 61616161 1c000000 | offset 28: an option of 9 bytes where 4 are left
            S 06000000 0c000000 0c000000      | offset 28: a packet block of 0 bytes
            """)
    void whatIsWrongIsSaidWithItsOffset(String file, String sentence) {
        assertThatThrownBy(() -> read(bytes(file.replace("S", SECTION))))
                .isInstanceOf(BadRecordingException.class)
                .hasMessageStartingWith(sentence);
    }

    @Test
    void anyBytesAreReadOrRefused() {
        Gen<byte[]> random = new Bytes(0, 300);
        Property.holds(5000, random, PcapngParserTest::readOrRefuse);
        Gen<byte[]> behindASection = source -> join(bytes(SECTION + BUS), random.next(source));
        Property.holds(5000, behindASection, PcapngParserTest::readOrRefuse);
    }

    @Test
    void aDamagedFileIsReadOrRefused() {
        Gen<byte[]> damaged = random -> {
            byte[] file =
                    Recordings.write(new PcapngWriter(), Recordings.of(5, 1).next(random));
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                file[random.nextInt(file.length)] = (byte) random.nextInt();
            }
            return Arrays.copyOf(file, random.nextInt(file.length + 1));
        };
        Property.holds(5000, damaged, PcapngParserTest::readOrRefuse);
    }

    private static void readOrRefuse(byte[] file) {
        try {
            read(file);
        } catch (BadRecordingException e) {
            assertThat(e.getMessage()).startsWith("offset ");
        }
    }

    private static List<Recorded> read(byte[] file) {
        return readInPieces(file, Math.max(1, file.length));
    }

    /** As a file is read through a buffer of the size that the parser asks for. */
    private static List<Recorded> readInPieces(byte[] file, int piece) {
        PcapngParser parser = new PcapngParser();
        ByteBuffer buffer = ByteBuffer.allocate(PcapngParser.LONGEST_BLOCK);
        List<Recorded> frames = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            int length = Math.min(piece, Math.min(file.length - at, buffer.remaining()));
            assertThat(length).isPositive();
            buffer.put(file, at, length).flip();
            at += length;
            for (Optional<Recorded> next = parser.next(buffer); next.isPresent(); next = parser.next(buffer)) {
                frames.add(next.get());
            }
            buffer.compact();
        }
        return frames;
    }

    private static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }
}
