package org.buslane.virtual.ecu;

/** When something that comes round is due again. */
final class Punctual {
    private Punctual() {}

    /** One period after it was due, however late that came; but what was missed altogether is not made up for. */
    static long next(long due, long period, long now) {
        long next = due + period;
        return next > now ? next : now + period - (now - due) % period;
    }
}
