package org.buslane.virtual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.virtual.GatewayFixture.can;

import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.EventFd;
import org.buslane.linux.MemFd;
import org.buslane.linux.socket.SocketOption;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.Op;
import org.buslane.virtual.wire.ProgramRecord;
import org.buslane.virtual.wire.Reply;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.StateWord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Requests: in order with frames, many at once, and whatever is given to reply to. */
@Timeout(60)
class RequestTest {
    private final GatewayFixture gateway = GatewayFixture.withOneBus();

    @AfterEach
    void close() {
        gateway.close();
    }

    /** All records are sent before the first is answered, so that one receive of the gateway takes several. */
    @Test
    void requestsTakeEffectBetweenTheFramesTheyStandBetween() {
        Program writer = gateway.on("local");
        Program reader = gateway.on("local");
        try (UnixSocket.Pair replies = Program.pair()) {
            Descriptor replyTo = replies.right().descriptor();
            for (int i = 0; i < 20; i++) {
                writer.send("%03X#01".formatted(i));
                writer.request(replyTo, Op.SETOPT, RawOptions.SOL_CAN_RAW, RawOptions.LOOPBACK, 0);
                writer.send("%03X#02".formatted(i));
                writer.request(replyTo, Op.SETOPT, RawOptions.SOL_CAN_RAW, RawOptions.LOOPBACK, 1);
            }
            writer.flush();
        }

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.add("%03X#01".formatted(i));
        }
        assertThat(reader.texts()).isEqualTo(expected);
    }

    @Test
    void manyRequestsInFlightAreAllAnsweredInOrder() {
        Program program = gateway.program("local");
        try (UnixSocket.Pair replies = Program.pair();
                Arena arena = Arena.ofConfined()) {
            for (int index : List.of(can(0), can(7), 0)) {
                program.request(replies.right().descriptor(), Op.BIND, 0, 0, index);
            }
            program.request(replies.right().descriptor(), 99, 0, 0);

            List<Reply> answers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                answers.add(Program.reply(replies.left(), arena));
            }

            assertThat(answers).extracting(Reply::error).containsExactly(0, Errno.ENODEV, 0, Errno.EINVAL);
            assertThat(answers)
                    .extracting(Reply::state)
                    .containsExactly(
                            StateWord.MAGIC | StateWord.BOUND | can(0),
                            StateWord.MAGIC | StateWord.BOUND | can(0),
                            StateWord.MAGIC | StateWord.BOUND,
                            StateWord.MAGIC | StateWord.BOUND);
        }
    }

    @Test
    void whatIsGivenToReplyToMayBeAnything(@TempDir Path folder) throws IOException {
        Program program = gateway.on("local");
        Program reader = gateway.on("local");
        UnixSocket.Pair halfClosed = Program.pair();
        halfClosed.left().close();
        UnixSocket.Pair stream = UnixSocket.pair(SocketType.STREAM, "a stream");
        MemFd file = MemFd.create("file", 4096);
        EventFd event = new EventFd();
        try (FileOutputStream disk = new FileOutputStream(folder.resolve("file").toFile())) {
            disk.write(1);
            List<Descriptor> strange = List.of(
                    halfClosed.right().descriptor(),
                    stream.right().descriptor(),
                    file.descriptor(),
                    event.descriptor(),
                    program.socket().descriptor());
            for (Descriptor replyTo : strange) {
                program.request(replyTo, Op.TABLE, 0, 0);
                program.request(replyTo, Op.GETOPT, RawOptions.SOL_CAN_RAW, RawOptions.FILTER, 4096);
                program.request(replyTo, Op.SETOPT, RawOptions.SOL_CAN_RAW, RawOptions.FD_FRAMES, 1);
            }
        }
        program.send("123##1AA");
        program.flush();

        // The options were set all the same; only nobody was told.
        assertThat(reader.with(RawOptions.FD_FRAMES, 1).drain()).isEmpty();
        program.send("124##1AA");
        program.flush();
        assertThat(reader.texts()).containsExactly("124##5AA");
        halfClosed.right().close();
        stream.close();
        file.close();
        event.close();
    }

    /** A reply descriptor whose queue is full is not waited for. */
    @Test
    void nobodyWaitsForOneWhoDoesNotReadReplies() {
        Program program = gateway.on("local");
        try (UnixSocket.Pair full = Program.pair()) {
            full.right().option(SocketOption.SO_SNDBUF, 4096);
            for (int i = 0; i < 2000; i++) {
                program.request(full.right().descriptor(), Op.TABLE, 0, 0);
            }
            program.flush();
        }

        assertThat(program.bind(can(0))).isZero();
    }

    @Test
    void aRequestWithoutADescriptorHasNoEffectAndIsNoFrame() {
        Program program = gateway.on("local");
        byte[] record = new byte[Request.HEADER_SIZE + 4];
        java.nio.ByteBuffer.wrap(record)
                .order(java.nio.ByteOrder.nativeOrder())
                .putInt(ProgramRecord.TAG_REQUEST)
                .putInt(Op.BIND)
                .putInt(0)
                .putInt(0)
                .putInt(4)
                .putInt(0);

        program.sendBytes(record);
        program.flush();

        LaneStatus lane = gateway.lane("local");
        assertThat(lane.connections().getFirst().bound()).isEqualTo("can0");
        assertThat(lane.written().in()).isZero();
    }

    @Test
    void filtersAreGivenBackAsTheyWereGiven() {
        Program program = gateway.program("local");
        int[] filters = new int[1024];
        java.util.Arrays.setAll(filters, i -> i * 0x01234567);

        program.with(RawOptions.FILTER, filters);

        assertThat(program.get(RawOptions.SOL_CAN_RAW, RawOptions.FILTER)).isEqualTo(filters);
    }

    @Test
    void aProgramIsToldWhatBecameOfWhatItWrote() {
        gateway.on("local").send("111#");
        BusSocket program = gateway.bound("local");
        GatewayFixture.send(program, FrameText.parse("123#"));
        GatewayFixture.send(program, FrameText.parse("123##1AA"));

        Account account = program.flush();

        assertThat(account.in()).isEqualTo(2);
        assertThat(account.delivered()).isEqualTo(1);
        assertThat(account.dropped(DropReason.INVALID)).isEqualTo(1);
    }

    /** SO_RCVBUF of a program bounds what it may leave unread, as it does on a kernel's socket. */
    @Test
    void aLargerReceiveBufferHoldsMoreFrames() {
        Program writer = gateway.on("local");
        Program small = gateway.on("local");
        Program large = gateway.on("local");
        Program tiny = gateway.on("local");
        assertThat(large.set(RawOptions.SOL_SOCKET, 8, 4096)).isZero();
        assertThat(large.set(RawOptions.SOL_SOCKET, 8, 1 << 20)).isZero();
        assertThat(tiny.set(RawOptions.SOL_SOCKET, 8, 4096)).isZero();
        assertThat(tiny.set(RawOptions.SOL_SOCKET, 8)).isEqualTo(Errno.EINVAL);

        for (int i = 0; i < 400; i++) {
            writer.send("123#");
        }
        writer.flush();

        int heardBySmall = small.drain().size();
        assertThat(tiny.drain().size()).isLessThan(heardBySmall);
        assertThat(heardBySmall).isLessThan(400);
        assertThat(large.drain()).hasSize(400);
    }
}
