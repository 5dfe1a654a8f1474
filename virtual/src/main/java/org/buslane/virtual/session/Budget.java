package org.buslane.virtual.session;

import java.util.Optional;

/**
 * Memory that the sessions of one lane may have the gateway keep: whoever asks for more gets ENOMEM. All lanes together
 * have one budget above theirs, so that they cannot use up the gateway's memory, which would end it for everybody. Owned by
 * the gateway's thread.
 */
public final class Budget {
    private final long most;
    private final Optional<Budget> whole;
    private long taken;

    public Budget(long bytes) {
        this(bytes, Optional.empty());
    }

    private Budget(long bytes, Optional<Budget> whole) {
        this.most = bytes;
        this.whole = whole;
    }

    /** A budget of so many bytes that come from this one, as long as it has some. */
    public Budget part(long bytes) {
        return new Budget(bytes, Optional.of(this));
    }

    /** Whether so many bytes more may be kept; if so they are taken. */
    public boolean take(int bytes) {
        if (bytes < 0
                || bytes > most - taken
                || (whole.isPresent() && !whole.get().take(bytes))) {
            return false;
        }
        taken += bytes;
        return true;
    }

    /** So many bytes are free again. */
    public void give(int bytes) {
        taken -= bytes;
        whole.ifPresent(of -> of.give(bytes));
    }
}
