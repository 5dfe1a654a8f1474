package org.buslane.virtual.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.random.RandomGenerator;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.testkit.Bytes;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.junit.jupiter.api.Test;

/** What a stranger sends is named for what it is, whatever it is; nothing is read beyond its end. */
class AnyBytesTest {
    private static final int CASES = 5000;

    /** Bytes with, mostly, a tag and a length field that agrees with their size. */
    private static final Gen<byte[]> NEARLY_REQUESTS = new Gen<>() {
        @Override
        public byte[] next(RandomGenerator random) {
            byte[] bytes =
                    new Bytes(Request.HEADER_SIZE, random.nextBoolean() ? 40 : ProgramRecord.MAX_SIZE).next(random);
            MemorySegment memory = MemorySegment.ofArray(bytes);
            memory.set(ValueLayout.JAVA_INT_UNALIGNED, 0, ProgramRecord.TAG_REQUEST);
            memory.set(ValueLayout.JAVA_INT_UNALIGNED, 4, random.nextInt(7));
            if (random.nextInt(4) != 0) {
                memory.set(ValueLayout.JAVA_INT_UNALIGNED, 16, bytes.length - Request.HEADER_SIZE);
            }
            return bytes;
        }

        @Override
        public List<byte[]> smaller(byte[] value) {
            return new Bytes(Request.HEADER_SIZE, value.length).smaller(value);
        }
    };

    @Test
    void anyRecordIsOfOneKindAndOnlyFramesAreValidFrames() {
        Property.holds(CASES, new Bytes(0, 2100), bytes -> {
            MemorySegment memory = MemorySegment.ofArray(bytes);
            ProgramRecord kind = ProgramRecord.at(memory, 0, bytes.length);
            if (FrameLayout.isValid(memory, 0, bytes.length)) {
                assertThat(kind).isEqualTo(ProgramRecord.FRAME);
            }
            if (kind == ProgramRecord.REQUEST) {
                assertThat(bytes.length).isGreaterThanOrEqualTo(Request.HEADER_SIZE);
            }
            if (kind == ProgramRecord.ADDRESSED) {
                assertThat(bytes.length).isGreaterThanOrEqualTo(ProgramRecord.ADDRESS_SIZE);
            }
        });
    }

    @Test
    void aTagIsKnownAtEverySizeButAFrames() {
        for (int size = 0; size <= 100; size++) {
            ProgramRecord addressed =
                    size < ProgramRecord.ADDRESS_SIZE ? ProgramRecord.RUBBISH : ProgramRecord.ADDRESSED;
            ProgramRecord request = size < Request.HEADER_SIZE ? ProgramRecord.RUBBISH : ProgramRecord.REQUEST;
            boolean frame = size == FrameLayout.CLASSIC_SIZE || size == FrameLayout.FD_SIZE;
            assertThat(tagged(ProgramRecord.TAG_ADDRESSED, size)).isEqualTo(frame ? ProgramRecord.FRAME : addressed);
            assertThat(tagged(ProgramRecord.TAG_REQUEST, size)).isEqualTo(frame ? ProgramRecord.FRAME : request);
        }
    }

    private static ProgramRecord tagged(int tag, int size) {
        MemorySegment memory = MemorySegment.ofArray(new byte[Math.max(size, Integer.BYTES)]);
        memory.set(ValueLayout.JAVA_INT_UNALIGNED, 0, tag);
        return ProgramRecord.at(memory, 0, size);
    }

    @Test
    void anyRequestIsReadAndNoneBeyondItsEnd() {
        Property.holds(CASES, NEARLY_REQUESTS, bytes -> {
            MemorySegment memory = MemorySegment.ofArray(bytes);
            int length = memory.get(ValueLayout.JAVA_INT_UNALIGNED, 16);
            Request request = Request.read(memory, 0, bytes.length);
            if (length != bytes.length - Request.HEADER_SIZE) {
                assertThat(request).isInstanceOf(Request.Unknown.class);
            }
            if (request instanceof Request.SetOption option) {
                assertThat(option.value().byteSize()).isEqualTo(length);
            }
        });
    }

    @Test
    void whatIsWrittenAsARequestIsReadAsOne() {
        MemorySegment memory = MemorySegment.ofArray(new byte[ProgramRecord.MAX_SIZE]);
        MemorySegment word = MemorySegment.ofArray(new int[] {7});

        assertThat(Request.read(memory, 0, Request.write(memory, Op.TABLE, 0, 0, MemorySegment.NULL)))
                .isEqualTo(new Request.Table());
        assertThat(Request.read(memory, 0, Request.write(memory, Op.BIND, 0, 0, word)))
                .isEqualTo(new Request.Bind(7));
        assertThat(Request.read(memory, 0, Request.write(memory, Op.GETOPT, 101, 1, word)))
                .isEqualTo(new Request.GetOption(101, 1, 7));
        assertThat(Request.read(memory, 0, Request.write(memory, Op.SETOPT, 101, 1, word)))
                .isInstanceOfSatisfying(Request.SetOption.class, option -> {
                    assertThat(option.level()).isEqualTo(101);
                    assertThat(option.name()).isEqualTo(1);
                    assertThat(option.value().toArray(ValueLayout.JAVA_INT_UNALIGNED))
                            .containsExactly(7);
                });
    }

    @Test
    void anyReplyIsReadOrRefused() {
        Property.holds(CASES, new Bytes(0, 64), bytes -> {
            MemorySegment memory = MemorySegment.ofArray(bytes);
            boolean honest = bytes.length >= Reply.HEADER_SIZE
                    && memory.get(ValueLayout.JAVA_INT_UNALIGNED, 12) == bytes.length - Reply.HEADER_SIZE;
            if (honest) {
                assertThat(Reply.read(memory, bytes.length).value().byteSize())
                        .isEqualTo(bytes.length - Reply.HEADER_SIZE);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> Reply.read(memory, bytes.length))
                        .withMessageContaining(bytes.length + " bytes");
            }
        });
    }

    @Test
    void whatIsWrittenAsAReplyIsReadAsOne() {
        Property.holds(new Bytes(0, Request.MAX_VALUE), bytes -> {
            MemorySegment memory = MemorySegment.ofArray(new byte[Reply.MAX_SIZE]);
            int size = new Reply(1, 2, 3, MemorySegment.ofArray(bytes)).write(memory);

            Reply read = Reply.read(memory, size);

            assertThat(read.error()).isEqualTo(1);
            assertThat(read.state()).isEqualTo(2);
            assertThat(read.needed()).isEqualTo(3);
            assertThat(read.value().toArray(ValueLayout.JAVA_BYTE)).isEqualTo(bytes);
        });
    }
}
