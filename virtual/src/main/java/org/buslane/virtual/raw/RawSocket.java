package org.buslane.virtual.raw;

import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.virtual.wire.StateWord;
import org.buslane.virtual.wire.Trailer;

/** The state of one CAN_RAW socket: {@code struct raw_sock} of net/can/raw.c. Owned by one thread. */
public final class RawSocket {
    boolean bound;
    int index;
    boolean loopback = true;
    boolean receiveOwn;
    boolean fd;
    boolean xl;
    boolean joinFilters;
    int errorMask;
    Filters filters = Filters.DEFAULT;
    int stampFlags;
    int timestamping;
    Vcid vcid = Vcid.NONE;

    /** The bits of a long word that {@link #save} packs the switches into. */
    private enum Switch {
        BOUND,
        LOOPBACK,
        RECEIVE_OWN,
        FD,
        XL,
        JOIN
    }

    public boolean isBound() {
        return bound;
    }

    /** The interface it is bound to; 0 is every one of the lane. */
    public int index() {
        return index;
    }

    public void bind(int interfaceIndex) {
        bound = true;
        index = interfaceIndex;
    }

    /** NETDEV_UNREGISTER in raw_notify() of net/can/raw.c: no interface, and no filter is left. */
    public void unbind() {
        bound = false;
        index = 0;
        filters = Filters.NONE;
    }

    public boolean loopback() {
        return loopback;
    }

    /** Whether it may write FD frames. */
    public boolean fd() {
        return fd;
    }

    public boolean xl() {
        return xl;
    }

    public int stateWord() {
        return StateWord.of(bound, index, fd, xl);
    }

    /** The part of a frame's {@link Trailer} flags that follows from the socket's options. */
    public int stampFlags() {
        return stampFlags;
    }

    /** The first word of a CAN XL frame as it is when this socket has sent it: its priority and network id. */
    public int sentPriority(int word) {
        return vcid.sent(word);
    }

    public Filters filters() {
        return filters;
    }

    /**
     * Which of {@code selected} this socket wants: raw_rcv() of net/can/raw.c.
     *
     * @param own whether the frames were sent by this very socket
     */
    public long wanted(FrameBatch batch, long selected, boolean own) {
        if (own && !receiveOwn) {
            return 0;
        }
        long wanted = 0;
        for (long rest = selected; rest != 0; rest &= rest - 1) {
            int i = Long.numberOfTrailingZeros(rest);
            if (wants(batch, i)) {
                wanted |= Long.lowestOneBit(rest);
            }
        }
        return wanted;
    }

    private boolean wants(FrameBatch batch, int i) {
        int size = batch.size(i);
        int idWord = batch.idWord(i);
        if (size != FrameLayout.CLASSIC_SIZE) {
            if (size == FrameLayout.FD_SIZE ? !fd : !xl || !vcid.hears(idWord)) {
                return false;
            }
        }
        if (filters.takesAll() && !IdWord.isError(idWord)) {
            return true;
        }
        boolean error = IdWord.isError(idWord) && (idWord & errorMask) != 0;
        if (!joinFilters) {
            return error || filters.matchesAny(idWord);
        }
        return filters.matches(idWord) + (error ? 1 : 0) >= Math.max(1, filters.count());
    }

    /** The switches, the stamps and the bound index as six words, for {@link #restore}. */
    public int[] save() {
        int switches = bit(Switch.BOUND, bound)
                | bit(Switch.LOOPBACK, loopback)
                | bit(Switch.RECEIVE_OWN, receiveOwn)
                | bit(Switch.FD, fd)
                | bit(Switch.XL, xl)
                | bit(Switch.JOIN, joinFilters);
        return new int[] {switches, index, errorMask, stampFlags, timestamping, vcid.bytes()};
    }

    /** The socket that {@link #save} and {@link Filters#words} described. */
    public static RawSocket restore(int[] saved, int[] filters) {
        RawSocket socket = new RawSocket();
        int switches = saved[0];
        socket.bound = is(Switch.BOUND, switches);
        socket.loopback = is(Switch.LOOPBACK, switches);
        socket.receiveOwn = is(Switch.RECEIVE_OWN, switches);
        socket.fd = is(Switch.FD, switches);
        socket.xl = is(Switch.XL, switches);
        socket.joinFilters = is(Switch.JOIN, switches);
        socket.index = saved[1];
        socket.errorMask = saved[2];
        socket.stampFlags = saved[3];
        socket.timestamping = saved[4];
        socket.vcid = new Vcid(saved[5]);
        socket.filters = new Filters(filters);
        return socket;
    }

    private static int bit(Switch which, boolean on) {
        return on ? 1 << which.ordinal() : 0;
    }

    private static boolean is(Switch which, int switches) {
        return (switches & 1 << which.ordinal()) != 0;
    }
}
