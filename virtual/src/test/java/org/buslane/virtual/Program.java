package org.buslane.virtual;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.MessageFlags;
import org.buslane.linux.socket.Received;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.Op;
import org.buslane.virtual.wire.ProgramRecord;
import org.buslane.virtual.wire.Reply;
import org.buslane.virtual.wire.Request;
import org.buslane.virtual.wire.Trailer;

/** A program's end of a bus socket, record by record: what the preload layer is for a program in C. */
final class Program implements AutoCloseable {
    /** Long enough for a machine with other things to do; only a failing test waits for it. */
    private static final int PATIENCE_MILLIS = 20_000;

    private static final int RECORD_MAX = 2200;

    private final UnixSocket socket;

    private Program(UnixSocket socket) {
        this.socket = socket;
    }

    static Program connect(Path busSocket) {
        return new Program(UnixSocket.connect(SocketType.SEQPACKET, UnixAddress.of(busSocket)));
    }

    /** A frame with its trailer, or an event, which is a trailer alone. */
    record Heard(Optional<Frame> frame, int index, int flags, long stamp, int drops, int error) {
        private static Heard read(MemorySegment memory, int size) {
            int at = size - Trailer.SIZE;
            return new Heard(
                    at == 0 ? Optional.empty() : Optional.of(FrameStruct.read(memory, 0, at)),
                    Trailer.index(memory, at),
                    Trailer.flags(memory, at),
                    Trailer.stamp(memory, at),
                    Trailer.drops(memory, at),
                    Trailer.error(memory, at));
        }

        /** As cansend has it. */
        String text() {
            return frame.map(FrameText::format).orElse("event");
        }
    }

    UnixSocket socket() {
        return socket;
    }

    /** @return 0 or an errno */
    int bind(int index) {
        return ask(Op.BIND, 0, 0, index);
    }

    /** @return 0 or an errno */
    int set(int level, int name, int... words) {
        return ask(Op.SETOPT, level, name, words);
    }

    /** An option of SOL_CAN_RAW that must succeed. */
    Program with(int name, int... words) {
        int error = set(RawOptions.SOL_CAN_RAW, name, words);
        if (error != 0) {
            throw new AssertionError("option %d: %s".formatted(name, new Errno(error)));
        }
        return this;
    }

    /** @return the option's words; empty if there is an error */
    int[] get(int level, int name) {
        try (UnixSocket.Pair ends = pair();
                Arena arena = Arena.ofConfined()) {
            request(ends.right().descriptor(), Op.GETOPT, level, name, Request.MAX_VALUE);
            ends.right().close();
            return reply(ends.left(), arena).value().toArray(ValueLayout.JAVA_INT_UNALIGNED);
        }
    }

    private int ask(int op, int level, int name, int... words) {
        try (UnixSocket.Pair ends = pair();
                Arena arena = Arena.ofConfined()) {
            request(ends.right().descriptor(), op, level, name, words);
            ends.right().close();
            return reply(ends.left(), arena).error();
        }
    }

    static UnixSocket.Pair pair() {
        return UnixSocket.pair(SocketType.SEQPACKET, "a reply");
    }

    /** Waits for the reply that arrives at this end. */
    static Reply reply(UnixSocket end, Arena arena) {
        if (!end.awaitReadable(PATIENCE_MILLIS)) {
            throw new AssertionError("no reply");
        }
        MemorySegment memory = arena.allocate(Reply.MAX_SIZE, 8);
        try (Received received = end.receive(memory, 1, 0)) {
            return Reply.read(memory, received.length());
        }
    }

    /** Asks, and does not wait for the reply, which goes to {@code replyTo}. */
    void request(Descriptor replyTo, int op, int level, int name, int... words) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Request.HEADER_SIZE + (long) words.length * Integer.BYTES, 8);
            Request.write(memory, op, level, name, MemorySegment.ofArray(words));
            socket.send(memory, List.of(replyTo), 0);
        }
    }

    void send(String... frames) {
        for (String frame : frames) {
            send(FrameText.parse(frame));
        }
    }

    void send(Frame frame) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(FrameStruct.size(frame), 8);
            FrameStruct.write(frame, memory, 0);
            socket.send(memory, List.of(), 0);
        }
    }

    /** sendto() with an interface. */
    void sendTo(int index, String text) {
        Frame frame = FrameText.parse(text);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(ProgramRecord.ADDRESS_SIZE + (long) FrameStruct.size(frame), 8);
            memory.set(ValueLayout.JAVA_INT, 0, ProgramRecord.TAG_ADDRESSED);
            memory.set(ValueLayout.JAVA_INT, Integer.BYTES, index);
            FrameStruct.write(frame, memory, ProgramRecord.ADDRESS_SIZE);
            socket.send(memory, List.of(), 0);
        }
    }

    /** Any record. */
    void sendBytes(byte[] bytes, Descriptor... passed) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(Math.max(bytes.length, 1), 8);
            MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, bytes.length);
            socket.send(memory.asSlice(0, bytes.length), List.of(passed), 0);
        }
    }

    /** Waits until the gateway has taken what was sent: then it is in the queues of all who hear it. */
    Program flush() {
        ask(Op.TABLE, 0, 0);
        return this;
    }

    /** Waits for the next record; empty at the end of the connection. */
    Optional<Heard> hear() {
        if (!socket.awaitReadable(PATIENCE_MILLIS)) {
            throw new AssertionError("nothing is heard");
        }
        return receive();
    }

    private Optional<Heard> receive() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(RECORD_MAX, 8);
            try (Received received = socket.receive(memory, 0, MessageFlags.DONTWAIT)) {
                return received.length() == 0 ? Optional.empty() : Optional.of(Heard.read(memory, received.length()));
            }
        }
    }

    /** All that is in the queue now. */
    List<Heard> drain() {
        List<Heard> all = new ArrayList<>();
        try {
            for (Optional<Heard> heard = receive(); heard.isPresent(); heard = receive()) {
                all.add(heard.get());
            }
        } catch (LinuxException e) {
            if (!e.is(Errno.EAGAIN)) {
                throw e;
            }
        }
        return all;
    }

    /** The frames in the queue now, as cansend has them. */
    List<String> texts() {
        return drain().stream().map(Heard::text).toList();
    }

    @Override
    public void close() {
        socket.close();
    }
}
