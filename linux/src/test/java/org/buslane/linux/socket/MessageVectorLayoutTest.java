package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Numbers as gcc prints them for sizeof, offsetof and CMSG_SPACE on 64-bit Linux. */
class MessageVectorLayoutTest {
    private static final int MMSGHDR = 64;
    private static final int IOVEC = 16;

    private final Arena arena = Arena.ofConfined();

    @AfterEach
    void free() {
        arena.close();
    }

    @Test
    void structsHaveTheSizesOfC() {
        assertThat(MessageHeader.SIZE).isEqualTo(56);
        assertThat(MessageHeader.MMSGHDR_SIZE).isEqualTo(MMSGHDR);
        assertThat(MessageHeader.IOVEC_SIZE).isEqualTo(IOVEC);
        assertThat(UnixAddress.MAX_SIZE).isEqualTo(110);
        assertThat(ControlData.UCRED_SIZE).isEqualTo(12);
    }

    @Test
    void controlDataTakesWhatCmsgSpaceSays() {
        assertThat(MessageVector.controlBytes(0, false)).isZero();
        assertThat(MessageVector.controlBytes(1, false)).isEqualTo(24);
        assertThat(MessageVector.controlBytes(2, false)).isEqualTo(24);
        assertThat(MessageVector.controlBytes(3, false)).isEqualTo(32);
        assertThat(MessageVector.controlBytes(0, true)).isEqualTo(32);
        assertThat(MessageVector.controlBytes(1, true)).isEqualTo(56);
    }

    @Test
    void anArrayOfHeadersThenTheIovecsThenTheControlData() {
        MemorySegment memory = arena.allocate(MessageVector.byteSize(2, 3, 20), 8);
        assertThat(memory.byteSize()).isEqualTo(2 * MMSGHDR + 2 * 3 * IOVEC + 2 * 24);
        MessageVector vector = new MessageVector(memory, 2, 3, 20);
        vector.iovec(1, 2, 0x1122334455667788L, 72);
        vector.iovecCount(1, 2);

        long iovecs = 2 * MMSGHDR;
        long control = iovecs + 2 * 3 * IOVEC;
        assertThat(memory.get(JAVA_LONG, MMSGHDR)).as("msg_name").isZero();
        assertThat(memory.get(JAVA_INT, MMSGHDR + 8)).as("msg_namelen").isZero();
        assertThat(memory.get(JAVA_LONG, MMSGHDR + 16)).as("msg_iov").isEqualTo(memory.address() + iovecs + 3 * IOVEC);
        assertThat(memory.get(JAVA_LONG, MMSGHDR + 24)).as("msg_iovlen").isEqualTo(2);
        assertThat(memory.get(JAVA_LONG, 24)).as("msg_iovlen").isEqualTo(3);
        assertThat(memory.get(JAVA_LONG, MMSGHDR + 32)).as("msg_control").isEqualTo(memory.address() + control + 24);
        assertThat(memory.get(JAVA_LONG, MMSGHDR + 40)).as("msg_controllen").isEqualTo(24);
        assertThat(memory.get(JAVA_LONG, iovecs + 5 * IOVEC)).as("iov_base").isEqualTo(0x1122334455667788L);
        assertThat(memory.get(JAVA_LONG, iovecs + 5 * IOVEC + 8)).as("iov_len").isEqualTo(72);

        memory.set(JAVA_INT, MMSGHDR + 48, MessageFlags.TRUNC);
        memory.set(JAVA_INT, MMSGHDR + 56, 16);
        assertThat(vector.flags(1)).as("msg_flags").isEqualTo(MessageFlags.TRUNC);
        assertThat(vector.length(1)).as("msg_len").isEqualTo(16);

        memory.set(JAVA_LONG, MMSGHDR + 40, 0);
        vector.rearm(1);
        assertThat(memory.get(JAVA_LONG, MMSGHDR + 40)).as("msg_controllen").isEqualTo(24);
        assertThat(vector.flags(1)).isZero();
    }

    @Test
    void howManyWereDroppedAndWhenItCameStandInTheControlData() {
        assertThat(MessageVector.arrivalBytes()).isEqualTo(56);
        MemorySegment memory = arena.allocate(MessageVector.byteSize(1, 1, 56), 8);
        MessageVector vector = new MessageVector(memory, 1, 1, 56);
        memory.set(JAVA_LONG, 40, 0);
        assertThat(vector.drops(0)).isZero();
        assertThat(vector.stamp(0)).isZero();

        long control = MMSGHDR + IOVEC;
        row(memory, control, 32, 35);
        memory.set(JAVA_LONG, control + 16, 1_700_000_000);
        memory.set(JAVA_LONG, control + 24, 123_456_789);
        row(memory, control + 32, 20, 40);
        memory.set(JAVA_INT, control + 48, 0xFFFFFFFE);
        memory.set(JAVA_LONG, 40, 56);
        assertThat(vector.stamp(0)).isEqualTo(1_700_000_000_123_456_789L);
        assertThat(vector.drops(0)).isEqualTo(0xFFFFFFFE);
    }

    /** struct cmsghdr of SOL_SOCKET. */
    private static void row(MemorySegment memory, long at, long length, int type) {
        memory.set(JAVA_LONG, at, length);
        memory.set(JAVA_INT, at + 8, 1);
        memory.set(JAVA_INT, at + 12, type);
    }

    @Test
    void whereASendersAddressGoesIsInTheHeader() {
        MemorySegment memory = arena.allocate(MessageVector.byteSize(2, 1, 0), 8);
        MessageVector vector = new MessageVector(memory, 2, 1, 0);
        vector.name(1, 0x1122334455667788L, 24);
        assertThat(memory.get(JAVA_LONG, MMSGHDR)).as("msg_name").isEqualTo(0x1122334455667788L);
        assertThat(memory.get(JAVA_INT, MMSGHDR + 8)).as("msg_namelen").isEqualTo(24);
        assertThat(memory.get(JAVA_LONG, 0)).isZero();
    }

    @Test
    void anotherProcessCannotMakeTheReaderLeaveTheControlData() {
        MemorySegment memory = arena.allocate(MessageVector.byteSize(1, 1, 24), 8);
        MessageVector vector = new MessageVector(memory, 1, 1, 24);
        long control = MMSGHDR + IOVEC;
        memory.set(JAVA_INT, control + 8, 1);
        memory.set(JAVA_INT, control + 12, 1);
        for (long length : new long[] {0, 15, 25, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
            memory.set(JAVA_LONG, control, length);
            memory.set(JAVA_LONG, 40, Long.MAX_VALUE);
            assertThat(vector.descriptorCount(0)).as("cmsg_len %d", length).isZero();
        }
    }

    @Test
    void memoryThatDoesNotSuitIsRefused() {
        assertThatThrownBy(() -> new MessageVector(arena.allocate(79, 8), 1, 1, 0))
                .hasMessage("1 messages of 1 iovecs and 0 control bytes take 80 bytes, not 79");
        assertThatThrownBy(() -> new MessageVector(arena.allocate(100, 8).asSlice(4), 1, 1, 0))
                .hasMessage("a message vector takes writable native memory, aligned to 8");
        assertThatThrownBy(() -> new MessageVector(MemorySegment.ofArray(new long[20]), 1, 1, 0))
                .hasMessageStartingWith("a message vector takes writable native memory");
        assertThatThrownBy(() -> MessageVector.byteSize(0, 1, 0)).hasMessage("1 to 1024 messages, not 0");
        assertThatThrownBy(() -> MessageVector.byteSize(1, 1025, 0))
                .hasMessage("1 to 1024 iovecs in a message, not 1025");
    }
}
