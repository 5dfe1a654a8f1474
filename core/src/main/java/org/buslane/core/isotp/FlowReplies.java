package org.buslane.core.isotp;

/**
 * Flow statuses that are to be sent, in order: one usually, more if senders spoke at once. No more
 * than frames that were heard since its owner last took some; of more than it holds the newest are lost.
 */
final class FlowReplies {
    private static final int CAPACITY = 64;

    private final byte[] statuses = new byte[CAPACITY];
    private int first;
    private int count;
    private long since;

    void add(int status, long now) {
        if (count == 0) {
            since = now;
        }
        if (count < CAPACITY) {
            statuses[(first + count) % CAPACITY] = (byte) status;
            count++;
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    int take() {
        int status = statuses[first];
        first = (first + 1) % CAPACITY;
        count--;
        return status;
    }

    /** When the first of them came to be, or never. */
    long due() {
        return count == 0 ? IsoTpMachine.NEVER : since;
    }

    void clear() {
        count = 0;
    }
}
