package org.buslane.virtual.raw;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.linux.Errno;
import org.buslane.virtual.wire.Trailer;

/** setsockopt() and getsockopt() of a {@link RawSocket}, with the errors of net/can/raw.c. */
public final class RawOptions {
    public static final int SOL_SOCKET = 1;
    public static final int SOL_CAN_RAW = 101;

    /** CAN_RAW_* of linux/can/raw.h. */
    public static final int FILTER = 1;

    public static final int ERR_FILTER = 2;
    public static final int LOOPBACK = 3;
    public static final int RECV_OWN_MSGS = 4;
    public static final int FD_FRAMES = 5;
    public static final int JOIN_FILTERS = 6;
    public static final int XL_FRAMES = 7;

    /** {@code struct can_raw_vcid_options}, four bytes. */
    public static final int XL_VCID_OPTS = 8;

    /** SO_* of asm-generic/socket.h; the second of a pair is the option's 64-bit time name. */
    public static final int TIMESTAMP = 29;

    public static final int TIMESTAMP_NEW = 63;
    public static final int TIMESTAMPNS = 35;
    public static final int TIMESTAMPNS_NEW = 64;
    public static final int TIMESTAMPING = 37;
    public static final int TIMESTAMPING_NEW = 65;
    public static final int RXQ_OVFL = 40;

    /** SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE of linux/net_tstamp.h: stamps we can give. */
    private static final int SOFTWARE_STAMPS = 1 << 3 | 1 << 4;

    /** SOF_TIMESTAMPING_MASK of Linux 6.14, and two of its flags. */
    private static final int STAMPING_FLAGS = (1 << 19) - 1;

    private static final int OPT_TSONLY = 1 << 11;
    private static final int OPT_STATS = 1 << 12;

    /** The outcome of a getsockopt: the value, or an error with the space that the value takes. */
    public record Value(int error, int needed, MemorySegment bytes) {
        static Value of(int[] words) {
            return new Value(0, 0, MemorySegment.ofArray(words));
        }

        static Value error(int errno) {
            return new Value(errno, 0, MemorySegment.NULL);
        }
    }

    private RawOptions() {}

    /** Applies an option; returns 0 or a positive errno, and then nothing has changed. */
    public static int set(RawSocket socket, int level, int name, MemorySegment value) {
        if (level == SOL_CAN_RAW && name == FILTER) {
            return setFilters(socket, value);
        }
        if (level != SOL_CAN_RAW && level != SOL_SOCKET) {
            return Errno.EINVAL;
        }
        if (!isKnown(level, name)) {
            return Errno.ENOPROTOOPT;
        }
        boolean exact = level == SOL_CAN_RAW;
        if (exact ? value.byteSize() != Integer.BYTES : value.byteSize() < Integer.BYTES) {
            return Errno.EINVAL;
        }
        int number = value.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
        return level == SOL_CAN_RAW ? setRaw(socket, name, number) : setStamps(socket, name, number);
    }

    private static int setFilters(RawSocket socket, MemorySegment value) {
        long size = value.byteSize();
        if (size % Filters.SIZE != 0 || size > (long) Filters.MAX * Filters.SIZE) {
            return Errno.EINVAL;
        }
        socket.filters = new Filters(value.toArray(ValueLayout.JAVA_INT_UNALIGNED));
        return 0;
    }

    private static int setRaw(RawSocket socket, int name, int number) {
        boolean on = number != 0;
        switch (name) {
            case ERR_FILTER -> socket.errorMask = number & IdWord.EXTENDED_MASK;
            case LOOPBACK -> socket.loopback = on;
            case RECV_OWN_MSGS -> socket.receiveOwn = on;
            case JOIN_FILTERS -> socket.joinFilters = on;
            case FD_FRAMES -> {
                if (socket.xl && !on) {
                    return Errno.EINVAL;
                }
                socket.fd = on;
            }
            case XL_VCID_OPTS -> socket.vcid = new Vcid(number);
            default -> {
                socket.xl = on;
                socket.fd |= on;
            }
        }
        return 0;
    }

    private static int setStamps(RawSocket socket, int name, int number) {
        boolean on = number != 0;
        int stamps = Trailer.STAMP | Trailer.STAMPNS;
        switch (name) {
            case RXQ_OVFL -> socket.stampFlags = with(socket.stampFlags, Trailer.OVERFLOW, on);
            case TIMESTAMP, TIMESTAMP_NEW, TIMESTAMPNS, TIMESTAMPNS_NEW -> {
                // __sock_set_timestamps(): the two kinds exclude each other, the later call counts; a call that
                // switches off leaves the kind of time.
                int kind = name == TIMESTAMP || name == TIMESTAMP_NEW ? Trailer.STAMP : Trailer.STAMPNS;
                int time = name == TIMESTAMP_NEW || name == TIMESTAMPNS_NEW ? Trailer.NEW_TIME : 0;
                socket.stampFlags &= ~(on ? stamps | Trailer.NEW_TIME : stamps);
                socket.stampFlags |= on ? kind | time : 0;
            }
            default -> {
                if (!isStamping(number)) {
                    return Errno.EINVAL;
                }
                socket.timestamping = number;
                boolean give = (number & SOFTWARE_STAMPS) == SOFTWARE_STAMPS;
                socket.stampFlags = with(socket.stampFlags, Trailer.STAMPING, give);
                // sock_set_timestamping(): SOCK_TSTAMP_NEW is one flag for all kinds of stamps.
                socket.stampFlags = with(socket.stampFlags, Trailer.NEW_TIME, name == TIMESTAMPING_NEW);
            }
        }
        return 0;
    }

    /** sock_set_timestamping(): known flags, and statistics only where no frame comes with them. */
    private static boolean isStamping(int number) {
        return (number & ~STAMPING_FLAGS) == 0 && ((number & OPT_STATS) == 0 || (number & OPT_TSONLY) != 0);
    }

    private static int with(int flags, int flag, boolean on) {
        return on ? flags | flag : flags & ~flag;
    }

    private static boolean isKnown(int level, int name) {
        return level == SOL_CAN_RAW
                ? name >= FILTER && name <= XL_VCID_OPTS
                : switch (name) {
                    case TIMESTAMP, TIMESTAMP_NEW, TIMESTAMPNS, TIMESTAMPNS_NEW -> true;
                    case TIMESTAMPING, TIMESTAMPING_NEW, RXQ_OVFL -> true;
                    default -> false;
                };
    }

    /** Reads an option for a caller with {@code space} bytes. */
    public static Value get(RawSocket socket, int level, int name, int space) {
        if ((level != SOL_CAN_RAW && level != SOL_SOCKET) || space < 0) {
            return Value.error(Errno.EINVAL);
        }
        if (!isKnown(level, name)) {
            return Value.error(Errno.ENOPROTOOPT);
        }
        if (level == SOL_CAN_RAW && name == FILTER) {
            int needed = socket.filters.count() * Filters.SIZE;
            return space < needed
                    ? new Value(Errno.ERANGE, needed, MemorySegment.NULL)
                    : Value.of(socket.filters.words());
        }
        if (level == SOL_CAN_RAW && name == XL_VCID_OPTS && space < Integer.BYTES) {
            return new Value(Errno.ERANGE, Integer.BYTES, MemorySegment.NULL);
        }
        int number = level == SOL_CAN_RAW ? getRaw(socket, name) : getStamps(socket, name);
        boolean stamping = level == SOL_SOCKET && (name == TIMESTAMPING || name == TIMESTAMPING_NEW);
        // struct so_timestamping of linux/net_tstamp.h: the flags, and a clock that no interface of ours has.
        MemorySegment words = MemorySegment.ofArray(stamping ? new int[] {number, 0} : new int[] {number});
        return new Value(0, 0, words.asSlice(0, Math.min(space, words.byteSize())));
    }

    private static int getRaw(RawSocket socket, int name) {
        return switch (name) {
            case ERR_FILTER -> socket.errorMask;
            case LOOPBACK -> number(socket.loopback);
            case RECV_OWN_MSGS -> number(socket.receiveOwn);
            case JOIN_FILTERS -> number(socket.joinFilters);
            case FD_FRAMES -> number(socket.fd);
            case XL_VCID_OPTS -> socket.vcid.bytes();
            default -> number(socket.xl);
        };
    }

    private static int getStamps(RawSocket socket, int name) {
        int flags = socket.stampFlags;
        boolean newTime = (flags & Trailer.NEW_TIME) != 0;
        return switch (name) {
            case TIMESTAMP -> number((flags & Trailer.STAMP) != 0 && !newTime);
            // sk_getsockopt() looks at the kind of time alone here, and not in the three others.
            case TIMESTAMP_NEW -> number((flags & (Trailer.STAMP | Trailer.STAMPNS)) != 0 && newTime);
            case TIMESTAMPNS -> number((flags & Trailer.STAMPNS) != 0 && !newTime);
            case TIMESTAMPNS_NEW -> number((flags & Trailer.STAMPNS) != 0 && newTime);
            case RXQ_OVFL -> number((flags & Trailer.OVERFLOW) != 0);
            case TIMESTAMPING_NEW -> newTime ? socket.timestamping : 0;
            default -> socket.timestamping;
        };
    }

    private static int number(boolean on) {
        return on ? 1 : 0;
    }
}
