package org.buslane.tunnel.socketcand;

import org.buslane.core.text.AsciiPen;

/** A time as the protocol has it: seconds since 1970, a point, and six digits of microseconds. */
final class Stamp {
    private static final long SECOND = 1_000_000_000;
    private static final long MICRO = 1_000;
    private static final int MICRO_DIGITS = 6;

    private Stamp() {}

    /** @param nanos since 1970, not negative */
    static void write(AsciiPen pen, long nanos) {
        long seconds = nanos / SECOND;
        pen.decimal(seconds, AsciiPen.decimalDigits(seconds));
        pen.put('.');
        pen.decimal(nanos % SECOND / MICRO, MICRO_DIGITS);
    }
}
