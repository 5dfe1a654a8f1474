package org.buslane.core.bus;

import java.util.Arrays;

/** What a {@link Ledger} said at one moment. */
public final class Account {
    private final long in;
    private final long delivered;
    private final long[] dropped;

    Account(long in, long delivered, long[] dropped) {
        this.in = in;
        this.delivered = delivered;
        this.dropped = dropped;
    }

    /** Nothing came, nothing went. */
    public static Account empty() {
        return new Account(0, 0, new long[DropReason.values().length]);
    }

    public long in() {
        return in;
    }

    public long delivered() {
        return delivered;
    }

    public long dropped(DropReason reason) {
        return dropped[reason.ordinal()];
    }

    /** Frames dropped, whatever the reason. */
    public long dropped() {
        return Arrays.stream(dropped).sum();
    }

    /** Frames lost to the one they were meant for: dropped, but not because nobody asked for them. */
    public long lost() {
        return dropped() - dropped(DropReason.UNWANTED);
    }

    /** Whether every frame that came in is accounted for. */
    public boolean isBalanced() {
        return in == delivered + dropped();
    }

    public Account plus(Account other) {
        long[] sum = dropped.clone();
        Arrays.setAll(sum, i -> sum[i] + other.dropped[i]);
        return new Account(in + other.in, delivered + other.delivered, sum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Account that
                && in == that.in
                && delivered == that.delivered
                && Arrays.equals(dropped, that.dropped);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dropped) * 31 + Long.hashCode(in) + Long.hashCode(delivered);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("in %d = delivered %d".formatted(in, delivered));
        for (DropReason reason : DropReason.values()) {
            if (dropped(reason) != 0) {
                text.append(" + ").append(reason.label()).append(' ').append(dropped(reason));
            }
        }
        return text.toString();
    }
}
