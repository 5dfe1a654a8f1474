package org.buslane.linux.netlink;

/** What numbers in a request have to be. */
final class Requirements {
    private Requirements() {}

    /** An ifindex is positive; 0 means none, or all, and never one. */
    static int index(String what, int index) {
        if (index < 1) {
            throw new IllegalArgumentException("the index of %s is positive, not %d".formatted(what, index));
        }
        return index;
    }

    static int mtu(int bytes) {
        return range("an MTU", bytes, 1, Integer.MAX_VALUE);
    }

    static int range(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("%s is %d to %d, not %d".formatted(what, least, most, value));
        }
        return value;
    }
}
