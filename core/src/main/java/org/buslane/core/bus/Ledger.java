package org.buslane.core.bus;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The account of one direction of one port: every frame that came in was delivered or dropped for a
 * stated reason, so that at rest {@code in = delivered + sum(dropped by reason)}.
 *
 * <p>The counters stand in memory of the caller's, so that they can outlive this process. One thread
 * writes them; any thread may read, each counter by itself is whole.
 */
public final class Ledger {
    private static final DropReason[] REASONS = DropReason.values();
    private static final int DELIVERED = Long.BYTES;
    private static final int DROPPED = 2 * Long.BYTES;

    /** Bytes a ledger takes, from an address divisible by 8. */
    public static final int SIZE = DROPPED + REASONS.length * Long.BYTES;

    private final MemorySegment counters;

    /** Continues the counts that stand at {@code offset} of {@code memory}. */
    public Ledger(MemorySegment memory, long offset) {
        counters = memory.asSlice(offset, SIZE, Long.BYTES);
    }

    /** A ledger in memory of its own, at zero. */
    public static Ledger onHeap() {
        return new Ledger(MemorySegment.ofArray(new long[SIZE / Long.BYTES]), 0);
    }

    public void in(long frames) {
        add(0, frames);
    }

    public void delivered(long frames) {
        add(DELIVERED, frames);
    }

    public void dropped(DropReason reason, long frames) {
        add(DROPPED + (long) reason.ordinal() * Long.BYTES, frames);
    }

    public long in() {
        return get(0);
    }

    public long delivered() {
        return get(DELIVERED);
    }

    public long dropped(DropReason reason) {
        return get(DROPPED + (long) reason.ordinal() * Long.BYTES);
    }

    /** The counts now, as a value. */
    public Account account() {
        long[] dropped = new long[REASONS.length];
        for (DropReason reason : REASONS) {
            dropped[reason.ordinal()] = dropped(reason);
        }
        return new Account(in(), delivered(), dropped);
    }

    /** Takes over the counts of a port that has gone. */
    public void addAll(Account account) {
        in(account.in());
        delivered(account.delivered());
        for (DropReason reason : REASONS) {
            dropped(reason, account.dropped(reason));
        }
    }

    /** Copies the counts to {@link #SIZE} bytes of {@code memory}, for {@link #restore}. */
    public void save(MemorySegment memory, long offset) {
        MemorySegment.copy(counters, 0, memory, offset, SIZE);
    }

    /** Goes back to counts that {@link #save} copied. */
    public void restore(MemorySegment memory, long offset) {
        MemorySegment.copy(memory, offset, counters, 0, SIZE);
    }

    /** The counts that {@link #save} copied. */
    public static Account accountOf(MemorySegment saved, long offset) {
        Ledger copy = onHeap();
        copy.restore(saved, offset);
        return copy.account();
    }

    public void reset() {
        counters.fill((byte) 0);
    }

    private void add(long offset, long frames) {
        counters.set(ValueLayout.JAVA_LONG, offset, counters.get(ValueLayout.JAVA_LONG, offset) + frames);
    }

    private long get(long offset) {
        return counters.get(ValueLayout.JAVA_LONG, offset);
    }
}
