package org.buslane.virtual.client;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.Mapping;
import org.buslane.linux.socket.Direction;
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
    private static final int SO_RCVBUF = 8;

    /** linux/can/raw.h: flags of struct can_raw_vcid_options, whose mask of 0 lets every network through. */
    private static final int XL_VCID_TX_PASS = 2;

    private static final int XL_VCID_RX_FILTER = 4;

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
        try (Mapping mapping = table()) {
            return new InterfaceTable(mapping.memory()).entries();
        }
    }

    /** Where the gateway keeps them. */
    Mapping table() {
        try (Received received = ask(Op.TABLE, 0, 0, MemorySegment.NULL)) {
            Descriptor table = received.descriptors().stream()
                    .findFirst()
                    .orElseThrow(() -> new LinuxException(call(Op.TABLE), name, new Errno(Errno.EMFILE)));
            return Mapping.readOnly(table, InterfaceTable.SIZE);
        }
    }

    Descriptor descriptor() {
        return socket.descriptor();
    }

    /** Of whom it is, for people: the lane's {@code bus.sock}. */
    public String name() {
        return name;
    }

    /** @param index of one of {@link #interfaces}, or 0 for all of them */
    public void bind(int index) {
        ask(Op.BIND, 0, 0, MemorySegment.ofArray(new int[] {index})).close();
    }

    /** CAN_RAW_FD_FRAMES: whether FD frames are received, and may be sent. */
    public void fd(boolean on) {
        option(RawOptions.FD_FRAMES, on ? 1 : 0);
    }

    /**
     * CAN_RAW_XL_FRAMES, and of every virtual CAN network as candump and cansend have it: without CAN_RAW_XL_VCID_OPTS a
     * socket sends to network 0 only, and hears no other.
     */
    public void xl(boolean on) {
        option(RawOptions.XL_FRAMES, on ? 1 : 0);
        if (on) {
            option(RawOptions.XL_VCID_OPTS, XL_VCID_TX_PASS | XL_VCID_RX_FILTER);
        }
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

    /**
     * SO_RCVBUF: how much may wait to be received before frames are lost. The gateway's kernel doubles it
     * for its own needs and bounds it by net.core.wmem_max.
     */
    public void queue(int bytes) {
        option(RawOptions.SOL_SOCKET, SO_RCVBUF, new int[] {bytes});
    }

    private void option(int option, int... value) {
        option(RawOptions.SOL_CAN_RAW, option, value);
    }

    private void option(int level, int option, int[] value) {
        ask(Op.SETOPT, level, option, MemorySegment.ofArray(value)).close();
    }

    /**
     * Waits for frames, and takes up to 64 of those that are there. The batch is overwritten by the next
     * call; {@link #index}, {@link #stamp} and {@link #drops} are of its frames.
     *
     * @throws LinuxException ENETDOWN when the interface went down or the gateway is gone, see {@link #hasEnded}
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

    /** Whether frame {@code i} of the last batch was sent from this socket's lane: MSG_DONTROUTE. */
    public boolean local(int i) {
        return incoming.local(i);
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
            throw explained("send", e);
        }
    }

    private LinuxException explained(String call, LinuxException e) {
        boolean gone = e.is(Errno.EPIPE) || e.is(Errno.ECONNRESET);
        return gone ? new LinuxException(call, name, new Errno(Errno.ENETDOWN)) : e;
    }

    private Received ask(int op, int level, int option, MemorySegment value) {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment answer = call.allocate(Reply.MAX_SIZE, 8);
            return ask(op, level, option, value, answer);
        }
    }

    /** The reply stands in {@code answer}; what it carried is the caller's to close. */
    private Received ask(int op, int level, int option, MemorySegment value, MemorySegment answer) {
        try (UnixSocket.Pair ends = UnixSocket.pair(SocketType.SEQPACKET, "a reply of " + name);
                Arena call = Arena.ofConfined()) {
            MemorySegment request = call.allocate(Request.HEADER_SIZE + value.byteSize(), 8);
            Request.write(request, op, level, option, value);
            socket.send(request, List.of(ends.right().descriptor()), 0);
            ends.right().close();
            Received received = ends.left().receive(answer, 1, 0);
            int error = received.length() == 0
                    ? Errno.ENETDOWN
                    : Reply.read(answer, received.length()).error();
            if (error != 0) {
                received.close();
                throw new LinuxException(call(op), name, new Errno(error));
            }
            return received;
        } catch (LinuxException e) {
            throw explained(call(op), e);
        }
    }

    private static String call(int op) {
        return switch (op) {
            case Op.BIND -> "bind";
            case Op.SETOPT -> "setsockopt";
            case Op.ACCOUNT -> "ask what became of the frames";
            default -> "read the interface table";
        };
    }

    /** Waits until the gateway has taken everything that was sent, and says what has become of it. */
    public Account flush() {
        try (Arena call = Arena.ofConfined()) {
            MemorySegment answer = call.allocate(Reply.MAX_SIZE, 8);
            try (Received received = ask(Op.ACCOUNT, 0, 0, MemorySegment.NULL, answer)) {
                return Ledger.accountOf(Reply.read(answer, received.length()).value(), 0);
            }
        }
    }

    /** Whether {@link #receive} has come to the end: the gateway is gone, or {@link #end} was called. */
    public boolean hasEnded() {
        return incoming.hasEnded();
    }

    /** Nothing is sent or received any more: whoever waits is told that it is the end. From any thread. */
    public void end() {
        socket.shutdown(Direction.BOTH);
    }

    @Override
    public void close() {
        socket.close();
        arena.close();
    }
}
