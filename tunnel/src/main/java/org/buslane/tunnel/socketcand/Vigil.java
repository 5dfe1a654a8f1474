package org.buslane.tunnel.socketcand;

/**
 * Whether a server is there still: who is silent is asked for something, and has to answer in time. A process that hangs
 * acknowledges what it is sent for ever. Pure.
 */
final class Vigil {
    private static final long SECOND = 1_000_000_000;

    /** Nanoseconds that a server has for an answer. */
    static final long ANSWERED_WITHIN = 5 * SECOND;

    /** Nanoseconds of silence after which it is asked for one. */
    static final long ASK_AFTER = 5 * SECOND;

    private boolean isOwed = true;
    private long since;

    /** From now on it owes a greeting. */
    Vigil(long now) {
        since = now;
    }

    /** It owes an answer from now on. */
    void asked(long now) {
        isOwed = true;
        since = now;
    }

    /** It said something, and owes nothing. */
    void heard(long now) {
        isOwed = false;
        since = now;
    }

    /** When something was last asked or heard. */
    long since() {
        return since;
    }

    /** When it is late with its answer, or is to be asked for one. */
    long due() {
        return since + (isOwed ? ANSWERED_WITHIN : ASK_AFTER);
    }

    boolean isLate(long now) {
        return isOwed && due() - now <= 0;
    }

    boolean isToBeAsked(long now) {
        return !isOwed && due() - now <= 0;
    }
}
