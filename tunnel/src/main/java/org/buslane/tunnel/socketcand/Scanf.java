package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads words and numbers as sscanf(3) of glibc does, which is what socketcand's commands are defined by: white space
 * before each, digits up to the first character that is none, {@code 0x} and a sign allowed, numbers too large cut off by
 * whoever stores them. Owned by one thread; allocates nothing.
 */
final class Scanf {
    private static final int DECIMAL = 10;
    private static final int HEX = 16;

    private MemorySegment text = MemorySegment.NULL;
    private long at;
    private long end;
    private long value;
    private long wordStart;

    /** What is read next stands between {@code from} and {@code to}. */
    void start(MemorySegment memory, long from, long to) {
        text = memory;
        at = from;
        end = to;
    }

    /** {@code %x}, {@code %hhx}: whether there was a number, which is {@link #value} then. */
    boolean hex() {
        return number(HEX);
    }

    /** {@code %d}, {@code %u}, {@code %hhu}, {@code %llu}. */
    boolean decimal() {
        return number(DECIMAL);
    }

    /** The number read last, as strtoul(3) has it: one beyond 64 bits is all ones, and -1 is too. */
    long value() {
        return value;
    }

    /** {@code %s}: whether there was a word. */
    boolean word() {
        skip();
        wordStart = at;
        while (at < end && !isSpace(peek())) {
            at++;
        }
        return at > wordStart;
    }

    /** Where the word read last begins. */
    long wordStart() {
        return wordStart;
    }

    /** Behind what was read last. */
    long position() {
        return at;
    }

    /** A blank and {@code %c}: the next character that is no white space; -1 if there is none. */
    int character() {
        skip();
        return at < end ? text.get(ValueLayout.JAVA_BYTE, at++) & 0xff : -1;
    }

    private boolean number(int base) {
        skip();
        boolean isNegative = peek() == '-';
        if (isNegative || peek() == '+') {
            at++;
        }
        long from = at;
        long number = 0;
        boolean isTooLarge = false;
        for (int digit = digit(base); digit >= 0; digit = digit(base)) {
            isTooLarge |= Long.compareUnsigned(number, Long.divideUnsigned(-1L - digit, base)) > 0;
            number = number * base + digit;
            at++;
            if (base == HEX && digit == 0 && at == from + 1 && (peek() | 0x20) == 'x') {
                at++;
            }
        }
        value = isTooLarge ? -1 : isNegative ? -number : number;
        return at > from;
    }

    /** The digit that comes; -1 if none does. */
    private int digit(int base) {
        return at < end ? Character.digit(peek(), base) : -1;
    }

    private void skip() {
        while (at < end && isSpace(peek())) {
            at++;
        }
    }

    private int peek() {
        return at < end ? text.get(ValueLayout.JAVA_BYTE, at) & 0xff : -1;
    }

    /** isspace(3) in the locale "C", which socketcand never leaves. */
    private static boolean isSpace(int character) {
        return character == ' ' || (character >= '\t' && character <= '\r');
    }
}
