package org.buslane.tunnel.cannelloni;

/**
 * What the numbers of a peer's datagrams tell, 8 bits that cannelloni writes and never reads: how many are missing, came
 * twice or late. Up to 127 in a row can be missed; more look like fewer. A peer that begins again with 0 after a pause,
 * or with 0 to 7 at any time, was restarted: a network that reorders has fewer of them come late in their order, with
 * none of their time between them. Owned by one thread.
 */
final class SequenceWatch {
    /** Silence after which a 0 is a new beginning, in nanoseconds: no network holds a datagram back for so long. */
    static final long PAUSE = 1_000_000_000;

    private static final int NUMBERS = 256;
    private static final int HALF = NUMBERS / 2;
    private static final int NEW_BEGINNING = 8;

    /** A bit for each number: whether it was seen the last time it was its turn. */
    private final long[] seen = new long[NUMBERS / Long.SIZE];

    private boolean isBegun;
    private int expected;
    private long last;
    private int known;
    private int old;
    private long oldLost;
    private long oldDuplicates;
    private long oldReordered;
    private long lost;
    private long duplicates;
    private long reordered;
    private long restarts;

    /** A datagram with this number came. */
    void saw(int number, long now) {
        int ahead = number - expected & NUMBERS - 1;
        if (!isBegun) {
            begin(number);
        } else if (number == 0 && ahead != 0 && now - last >= PAUSE) {
            restarts++;
            begin(number);
        } else if (ahead < HALF) {
            lost += ahead;
            advance(ahead);
            old = 0;
        } else {
            late(number);
        }
        last = now;
    }

    private void begin(int number) {
        isBegun = true;
        old = 0;
        known = 0;
        expected = number;
        advance(0);
    }

    private void advance(int ahead) {
        for (int i = 0; i <= ahead; i++) {
            mark(expected + i, i == ahead);
        }
        expected = expected + ahead + 1 & NUMBERS - 1;
        known = Math.min(HALF, known + ahead + 1);
    }

    private void late(int number) {
        if (number == 0) {
            old = 0;
            oldLost = lost;
            oldDuplicates = duplicates;
            oldReordered = reordered;
        }
        if ((expected - number & NUMBERS - 1) > known) {
            // From before the first that was seen, so nobody missed it.
            reordered++;
        } else if (isSeen(number)) {
            duplicates++;
        } else {
            reordered++;
            lost--;
            mark(number, true);
        }
        old = number == old ? old + 1 : NEW_BEGINNING + 1;
        if (old == NEW_BEGINNING) {
            lost = oldLost;
            duplicates = oldDuplicates;
            reordered = oldReordered;
            restarts++;
            begin(number);
            known = NEW_BEGINNING;
        }
    }

    private boolean isSeen(int number) {
        return (seen[number / Long.SIZE] & 1L << number) != 0;
    }

    private void mark(int number, boolean on) {
        int word = (number & NUMBERS - 1) / Long.SIZE;
        seen[word] = on ? seen[word] | 1L << number : seen[word] & ~(1L << number);
    }

    /** Datagrams that have not come. One that comes late is taken back. */
    long lost() {
        return lost;
    }

    /** Datagrams that came again. */
    long duplicates() {
        return duplicates;
    }

    /** Datagrams that came after later ones. */
    long reordered() {
        return reordered;
    }

    /** How often the peer began again. */
    long restarts() {
        return restarts;
    }
}
