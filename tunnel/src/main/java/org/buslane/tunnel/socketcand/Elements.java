package org.buslane.tunnel.socketcand;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The parts of a command between blanks, counted from 0, which is its {@code <}: element_start and element_length of
 * socketcand.c. An id of exactly {@value #EXTENDED} characters is one of 29 bits, whatever its number is.
 */
final class Elements {
    private static final int EXTENDED = 8;

    private Elements() {}

    /** Where an element begins; {@code to} if there is none. */
    static long start(MemorySegment text, long from, long to, int index) {
        long at = from;
        for (int element = 0; element < index; element++) {
            while (at < to && !isBlank(text, at)) {
                at++;
            }
            while (at < to && isBlank(text, at)) {
                at++;
            }
        }
        return at;
    }

    /** Its characters. */
    static int length(MemorySegment text, long from, long to, int index) {
        long start = start(text, from, to, index);
        long at = start;
        while (at < to && !isBlank(text, at)) {
            at++;
        }
        return (int) (at - start);
    }

    /** Whether the id that is such an element has 29 bits. */
    static boolean isExtended(MemorySegment text, long from, long to, int index) {
        return length(text, from, to, index) == EXTENDED;
    }

    private static boolean isBlank(MemorySegment text, long at) {
        return text.get(ValueLayout.JAVA_BYTE, at) == ' ';
    }
}
