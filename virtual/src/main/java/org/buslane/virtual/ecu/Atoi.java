package org.buslane.virtual.ecu;

/** The C library's atoi(), which reads as far as there are digits and takes what is no number for 0. */
final class Atoi {
    private static final int RADIX = 10;

    private Atoi() {}

    static int of(String text) {
        int at = 0;
        while (at < text.length() && " \t\n\u000B\f\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative || (at < text.length() && text.charAt(at) == '+')) {
            at++;
        }
        long value = 0;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = Math.min(value * RADIX + text.charAt(at) - '0', Integer.MAX_VALUE);
            at++;
        }
        return (int) (negative ? -value : value);
    }
}
