package org.buslane.lane.doctor;

import org.buslane.core.frame.IdWord;
import org.buslane.linux.netlink.GatewayFilter;

/**
 * Whether a frame passes two filters of can-gw, which compares as net/can/af_can.c does (can_rx_register,
 * can_rcv_filter). A frame is its can_id: a standard one has no bits above the 11th, one of CAN FD no remote flag.
 */
final class Overlap {
    private static final int EXTENDED = IdWord.EXTENDED;
    private static final int REMOTE = IdWord.REMOTE;
    private static final int ERROR = IdWord.ERROR;
    private static final int BEYOND_STANDARD = IdWord.EXTENDED_MASK & ~IdWord.STANDARD_MASK;

    private Overlap() {}

    /** All {@code word}s with {@code word & mask == id}, or if it is inverted all others. */
    private record Words(int id, int mask, boolean inverted) {
        /** Of data and remote frames; find_rcv_list() of the kernel cuts the mask of one for standard ids. */
        static Words of(GatewayFilter filter) {
            int mask = filter.mask();
            if ((mask & EXTENDED) != 0 && (filter.id() & EXTENDED) == 0) {
                mask &= IdWord.STANDARD_MASK | EXTENDED | REMOTE;
            }
            return new Words(filter.id() & mask, mask, (filter.id() & ERROR) != 0);
        }

        private boolean isStandard() {
            return (mask & EXTENDED) != 0 && (id & EXTENDED) == 0;
        }

        boolean contradicts(Words other) {
            return ((id ^ other.id) & mask & other.mask) != 0;
        }

        /** What is so of each frame among them, too. */
        Words completed(boolean fd) {
            Words words = fd ? with(0, REMOTE) : this;
            if ((words.id & BEYOND_STANDARD) != 0) {
                return words.with(EXTENDED, EXTENDED);
            }
            return words.isStandard() ? words.with(0, BEYOND_STANDARD) : words;
        }

        private Words with(int bits, int more) {
            return new Words(id | (bits & ~mask), mask | more, inverted);
        }

        /** Both at once, if they do not contradict each other. */
        Words and(Words other) {
            return new Words(id | other.id, mask | other.mask, false);
        }

        /** Whether the bits that it asks for are those of a frame. */
        boolean isAnyFrame(boolean fd) {
            return !(fd && (id & REMOTE) != 0) && !(isStandard() && (id & BEYOND_STANDARD) != 0);
        }

        boolean contains(Words other) {
            return (mask & ~other.mask) == 0 && !contradicts(other);
        }
    }

    static boolean isThere(GatewayFilter one, GatewayFilter other, boolean fd) {
        if ((one.mask() & ERROR) != 0 || (other.mask() & ERROR) != 0) {
            return areErrors(one, other);
        }
        Words a = Words.of(one);
        Words b = Words.of(other);
        if (a.inverted() && b.inverted()) {
            return isOutsideBoth(a, b);
        }
        if (a.inverted()) {
            return isOutside(a, b, fd);
        }
        if (b.inverted()) {
            return isOutside(b, a, fd);
        }
        return !a.contradicts(b) && a.and(b).isAnyFrame(fd);
    }

    /** Those for error frames go by classes, and one frame may be of several; no other rule hears any. */
    private static boolean areErrors(GatewayFilter one, GatewayFilter other) {
        return (one.mask() & other.mask() & ERROR) != 0 && (one.mask() & ~ERROR) != 0 && (other.mask() & ~ERROR) != 0;
    }

    private static boolean isOutside(Words inverted, Words plain, boolean fd) {
        return plain.isAnyFrame(fd) && !inverted.contains(plain.completed(fd));
    }

    /** Unless the two leave nothing out between them, which takes one that is for all, or a bit that is set or not. */
    private static boolean isOutsideBoth(Words a, Words b) {
        boolean halves = a.mask() == b.mask() && Integer.bitCount(a.mask()) == 1 && a.contradicts(b);
        return a.mask() != 0 && b.mask() != 0 && !halves;
    }
}
