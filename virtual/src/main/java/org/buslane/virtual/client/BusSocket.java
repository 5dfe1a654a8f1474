package org.buslane.virtual.client;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.Mapping;
import org.buslane.linux.socket.Received;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.raw.RawOptions;
import org.buslane.virtual.wire.InterfaceTable;
import org.buslane.virtual.wire.Op;
import org.buslane.virtual.wire.Reply;
import org.buslane.virtual.wire.Request;

/** A CAN_RAW socket on a lane. Belongs to one thread, except that {@link #close} may come from any. */
public final class BusSocket implements AutoCloseable {
    private final UnixSocket socket;
    private final Arena arena = Arena.ofShared();
    private final String name;
    private final Incoming incoming;

    private BusSocket(UnixSocket socket, String name) {
        this.socket = socket;
        this.name = name;
        this.incoming = new Incoming(arena);
    }

    /**
     * @param busSocket a lane's {@code bus.sock}
     * @throws LinuxException if nobody listens there, or the caller may not connect
     */
    public static BusSocket connect(Path busSocket) {
        return new BusSocket(UnixSocket.connect(SocketType.SEQPACKET, UnixAddress.of(busSocket)), busSocket.toString());
    }

    /** The lane's interfaces as they are now. */
    public List<InterfaceTable.Entry> interfaces() {
        try (Received received = ask(Op.TABLE, 0, 0, MemorySegment.NULL)) {
            Descriptor table = received.descriptors().getFirst();
            try (Mapping mapping = Mapping.readOnly(table, InterfaceTable.SIZE)) {
                return new InterfaceTable(mapping.memory()).entries();
            }
        }
    }

    /** @param index of one of {@link #interfaces}, or 0 for all of them */
    public void bind(int index) {
        ask(Op.BIND, 0, 0, MemorySegment.ofArray(new int[] {index})).close();
    }

    /** CAN_RAW_FD_FRAMES: whether FD frames are received, and may be sent. */
    public void fd(boolean on) {
        option(RawOptions.FD_FRAMES, on ? 1 : 0);
    }

    /** CAN_RAW_XL_FRAMES. */
    public void xl(boolean on) {
        option(RawOptions.XL_FRAMES, on ? 1 : 0);
    }

    /** CAN_RAW_ERR_FILTER: the error classes to hear. */
    public void errorMask(int mask) {
        option(RawOptions.ERR_FILTER, mask);
    }

    /** CAN_RAW_JOIN_FILTERS: a frame must meet all filters, not one. */
    public void joinFilters(boolean on) {
        option(RawOptions.JOIN_FILTERS, on ? 1 : 0);
    }

    /** CAN_RAW_FILTER: id and mask in turn. None at all hears nothing. */
    public void filters(int... idsAndMasks) {
        option(RawOptions.FILTER, idsAndMasks);
    }

    private void option(int option, int... value) {
        ask(Op.SETOPT, RawOptions.SOL_CAN_RAW, option, MemorySegment.ofArray(value))
                .close();
    }

    /**
     * Waits for frames, and takes up to 64 of those that are there. The batch is overwritten by the next
     * call; {@link #index}, {@link #stamp} and {@link #drops} are of its frames.
     *
     * @throws LinuxException ENETDOWN when the interface went down or the gateway is gone
     */
    public FrameBatch receive() {
        return incoming.receive(socket.descriptor(), name);
    }

    /** Of the interface on which frame {@code i} of the last batch came in. */
    public int index(int i) {
        return incoming.index(i);
    }

    /** When frame {@code i} of the last batch was on the bus, in nanoseconds since 1970. */
    public long stamp(int i) {
        return incoming.stamp(i);
    }

    /** Frames this socket had lost when frame {@code i} of the last batch was queued. */
    public int drops(int i) {
        return incoming.drops(i);
    }

    /**
     * Sends a frame in the kernel's struct; waits while the gateway is behind.
     *
     * @throws LinuxException ENETDOWN if the gateway is gone
     */
    public void send(MemorySegment frame) {
        try {
            socket.send(frame, List.of(), 0);
        } catch (LinuxException e) {
            throw gone(e) ? new LinuxException("send", name, new Errno(Errno.ENETDOWN)) : e;
        }
    }

    private static boolean gone(LinuxException e) {
        return e.errno().number() == Errno.EPIPE || e.errno().number() == Errno.ECONNRESET;
    }

    private Received ask(int op, int level, int option, MemorySegment value) {
        try (UnixSocket.Pair ends = UnixSocket.pair(SocketType.SEQPACKET, "a reply of " + name);
                Arena call = Arena.ofConfined()) {
            MemorySegment request = call.allocate(Request.HEADER_SIZE + value.byteSize(), 8);
            Request.write(request, op, level, option, value);
            socket.send(request, List.of(ends.right().descriptor()), 0);
            ends.right().close();
            MemorySegment answer = call.allocate(Reply.MAX_SIZE, 8);
            Received received = ends.left().receive(answer, 1, 0);
            Reply reply = received.length() == 0
                    ? new Reply(Errno.ENETDOWN, 0, 0, MemorySegment.NULL)
                    : Reply.read(answer, received.length());
            if (reply.error() != 0) {
                received.close();
                throw new LinuxException(call(op), name, new Errno(reply.error()));
            }
            return received;
        }
    }

    private static String call(int op) {
        return switch (op) {
            case Op.BIND -> "bind";
            case Op.SETOPT -> "setsockopt";
            default -> "read the interface table";
        };
    }

    /** Waits until the gateway has taken everything that was sent. */
    public void flush() {
        interfaces();
    }

    @Override
    public void close() {
        socket.close();
        arena.close();
    }
}
