package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.MemFd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageVectorTest {
    private final Arena arena = Arena.ofConfined();
    private UnixSocket.Pair pair;
    private Descriptor left;
    private Descriptor right;

    @BeforeEach
    void connect() {
        pair = UnixSocket.pair(SocketType.SEQPACKET, "test");
        left = pair.left().descriptor();
        right = pair.right().descriptor();
    }

    @AfterEach
    void disconnect() {
        pair.close();
        arena.close();
    }

    @Test
    void aBatchArrivesRecordByRecord() {
        assertThat(new TestVector(arena, 3).send(left, "a", "bb", "ccc")).isEqualTo(3);
        TestVector in = new TestVector(arena, 8);
        assertThat(in.receive(right)).isEqualTo(3);
        assertThat(List.of(in.text(0), in.text(1), in.text(2))).containsExactly("a", "bb", "ccc");
    }

    @Test
    void nothingToReceiveIsANumberAndNoException() {
        assertThat(new TestVector(arena, 2).receive(right)).isEqualTo(-Errno.EAGAIN);
    }

    @Test
    void aFullPeerTakesAPartOfTheBatchAndThenNone() {
        TestVector out = new TestVector(arena, 64);
        pair.left().option(SocketOption.SO_SNDBUF, 4096);
        int sent = out.vector.send(left, 0, 64, MessageFlags.DONTWAIT);
        assertThat(sent).isBetween(1, 63);
        assertThat(out.vector.send(left, sent, 64 - sent, MessageFlags.DONTWAIT))
                .isEqualTo(-Errno.EAGAIN);
        assertThat(new TestVector(arena, 64).receive(right)).isEqualTo(sent);
    }

    @Test
    void aRecordIsGatheredFromItsPartsAndScatteredIntoThem() {
        MessageVector out = new MessageVector(arena.allocate(MessageVector.byteSize(1, 3, 0), 8), 1, 3, 0);
        MemorySegment text = arena.allocateFrom("abcdefghij");
        out.iovec(0, 0, text.address() + 7, 3);
        out.iovec(0, 1, text.address(), 2);
        out.iovec(0, 2, text.address() + 5, 1);
        assertThat(out.send(left, 0, 1, 0)).isEqualTo(1);
        assertThat(out.length(0)).isEqualTo(6);
        out.iovecCount(0, 2);
        assertThat(out.send(left, 0, 1, 0)).isEqualTo(1);
        TestVector in = new TestVector(arena, 2);
        assertThat(in.receive(right)).isEqualTo(2);
        assertThat(in.text(0)).isEqualTo("hijabf");
        assertThat(in.text(1)).isEqualTo("hijab");
    }

    @Test
    void aRecordCutToItsBufferIsFlagged() {
        new TestVector(arena, 2).send(left, "0123456789", "01");
        TestVector in = new TestVector(arena, 2);
        in.vector.iovec(0, 0, in.payload.address(), 4);
        assertThat(in.receive(right)).isEqualTo(2);
        assertThat(in.vector.length(0)).isEqualTo(4);
        assertThat(in.vector.flags(0) & MessageFlags.TRUNC).isNotZero();
        assertThat(in.vector.flags(1) & MessageFlags.TRUNC).isZero();
    }

    @Test
    void afterAPeerThatLeftWithUnreadDataComeTheErrorThenItsRecordsThenTheEnd() {
        new TestVector(arena, 1).send(right, "never read");
        new TestVector(arena, 2).send(left, "one", "two");
        left.close();
        TestVector in = new TestVector(arena, 4);
        assertThat(in.receive(right)).isEqualTo(-Errno.ECONNRESET);
        // The end is a record of length 0, again and again: it fills what is left of the batch.
        assertThat(in.receive(right)).isEqualTo(4);
        assertThat(in.text(0)).isEqualTo("one");
        assertThat(in.text(1)).isEqualTo("two");
        assertThat(in.vector.length(2)).isZero();
        assertThat(in.vector.length(3)).isZero();
    }

    @Test
    void writingToAPeerThatLeftIsEpipe() {
        right.close();
        assertThat(new TestVector(arena, 1).send(left, "x")).isEqualTo(-Errno.EPIPE);
    }

    @Test
    void descriptorsAreFoundInTheControlDataOfTheirMessage() {
        try (MemFd file = MemFd.create("file", 17)) {
            MemorySegment byteOfData = arena.allocate(JAVA_BYTE);
            pair.left().send(byteOfData, List.of(file.descriptor(), file.descriptor()), 0);
            pair.left().send(byteOfData, List.of(), 0);
            pair.left().send(byteOfData, List.of(file.descriptor()), 0);
            TestVector in = new TestVector(arena, 3, MessageVector.controlBytes(2, false));
            assertThat(in.receive(right)).isEqualTo(3);
            assertThat(in.vector.descriptorCount(0)).isEqualTo(2);
            assertThat(in.vector.descriptorCount(1)).isZero();
            assertThat(in.vector.descriptorCount(2)).isEqualTo(1);
            assertThatThrownBy(() -> in.vector.descriptor(2, 1)).hasMessage("there is no passed descriptor 1");
            for (int passed :
                    new int[] {in.vector.descriptor(0, 0), in.vector.descriptor(0, 1), in.vector.descriptor(2, 0)}) {
                try (Descriptor adopted = Descriptor.adopt(passed, "passed")) {
                    assertThat(new MemFd(adopted).size()).isEqualTo(17);
                }
            }
        }
    }

    @Test
    void aMessageHasRoomForDescriptorsAgainOnceRearmed() {
        try (MemFd file = MemFd.create("file", 17)) {
            MemorySegment byteOfData = arena.allocate(JAVA_BYTE);
            TestVector in = new TestVector(arena, 1, MessageVector.controlBytes(1, false));
            pair.left().send(byteOfData, List.of(), 0);
            pair.left().send(byteOfData, List.of(file.descriptor()), 0);
            pair.left().send(byteOfData, List.of(file.descriptor()), 0);
            assertThat(in.receive(right)).isEqualTo(1);
            assertThat(in.receive(right)).isEqualTo(1);
            assertThat(in.vector.flags(0) & MessageFlags.CTRUNC).isNotZero();
            in.vector.rearm(0);
            assertThat(in.receive(right)).isEqualTo(1);
            assertThat(in.vector.flags(0) & MessageFlags.CTRUNC).isZero();
            assertThat(in.vector.descriptorCount(0)).isEqualTo(1);
            Descriptor.adopt(in.vector.descriptor(0, 0), "passed").close();
        }
    }

    @Test
    void aPartOfAVectorIsSentAndReceivedInPlace() {
        TestVector out = new TestVector(arena, 4);
        out.put(2, "third");
        assertThat(out.vector.send(left, 2, 1, 0)).isEqualTo(1);
        TestVector in = new TestVector(arena, 4);
        assertThat(in.vector.receive(right, 3, 1, 0)).isEqualTo(1);
        assertThat(in.text(3)).isEqualTo("third");
    }

    @Test
    void whatIsOutsideTheVectorIsRefused() {
        MessageVector vector = new TestVector(arena, 4).vector;
        assertThatThrownBy(() -> vector.send(left, 2, 3, 0)).hasMessage("messages 2 to 4 of 4");
        assertThatThrownBy(() -> vector.receive(left, -1, 1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.iovec(0, 1, 0, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> vector.iovecCount(0, 2)).hasMessage("a message here has 0 to 1 iovecs, not 2");
        assertThatThrownBy(() -> vector.length(4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void memoryThatIsGoneIsNotHandedToTheKernel() {
        Arena short_ = Arena.ofConfined();
        MessageVector vector = new TestVector(short_, 1).vector;
        short_.close();
        assertThatThrownBy(() -> vector.send(left, 0, 1, 0)).isInstanceOf(IllegalStateException.class);
    }
}
