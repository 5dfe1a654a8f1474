package org.buslane.core.pcapng;

import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * What an interface's stamps count.
 *
 * @param code if_tsresol: a negative power of ten, or of two with bit 7
 * @param offset if_tsoffset, seconds to add
 */
record Resolution(int code, long offset) {
    /** Without an if_tsresol. */
    static final Resolution MICROSECONDS = new Resolution(6, 0);

    private static final int NANO = 9;
    private static final long SECOND = 1_000_000_000;

    /** Nanoseconds since 1970 of an unsigned stamp; empty if that is before 1970 or after 2262. */
    OptionalLong nanos(long stamp) {
        if (code == NANO && offset == 0) {
            return stamp < 0 ? OptionalLong.empty() : OptionalLong.of(stamp);
        }
        BigInteger ticks = new BigInteger(Long.toUnsignedString(stamp)).multiply(BigInteger.valueOf(SECOND));
        int exponent = code & 0x7f;
        BigInteger nanos = (code & 0x80) != 0 ? ticks.shiftRight(exponent) : ticks.divide(BigInteger.TEN.pow(exponent));
        BigInteger sum = nanos.add(BigInteger.valueOf(offset).multiply(BigInteger.valueOf(SECOND)));
        return sum.signum() < 0 || sum.bitLength() > Long.SIZE - 1
                ? OptionalLong.empty()
                : OptionalLong.of(sum.longValue());
    }

    Resolution withCode(int other) {
        return new Resolution(other, offset);
    }

    Resolution withOffset(long seconds) {
        return new Resolution(code, seconds);
    }
}
