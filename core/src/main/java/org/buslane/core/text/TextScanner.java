package org.buslane.core.text;

/** Reads a part of a line from left to right and knows its column for complaints. */
final class TextScanner {
    private final String text;
    private final int end;
    private int at;

    TextScanner(String text, int from, int end) {
        this.text = text;
        this.at = from;
        this.end = end;
    }

    boolean atEnd() {
        return at == end;
    }

    int position() {
        return at;
    }

    int left() {
        return end - at;
    }

    boolean sees(char wanted) {
        return at < end && text.charAt(at) == wanted;
    }

    boolean take(char wanted) {
        if (!sees(wanted)) {
            return false;
        }
        at++;
        return true;
    }

    void need(char wanted, String why) {
        if (!take(wanted)) {
            throw bad("expected '%c' %s, not %s".formatted(wanted, why, seen()));
        }
    }

    /** A hex digit's value, either case. */
    int hexDigit(String of) {
        // Character.digit also takes the digits of other scripts, which no peer does.
        int digit = at < end && text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), 16) : -1;
        if (digit < 0) {
            throw bad("expected a hex digit of %s, not %s".formatted(of, seen()));
        }
        at++;
        return digit;
    }

    int hex(int digits, String of) {
        int value = 0;
        for (int i = 0; i < digits; i++) {
            value = value << 4 | hexDigit(of);
        }
        return value;
    }

    /** The length of the run of decimal digits here. */
    int decimals() {
        int last = at;
        while (last < end && text.charAt(last) >= '0' && text.charAt(last) <= '9') {
            last++;
        }
        return last - at;
    }

    /** Takes that many decimal digits, at most 18. */
    long decimal(int digits) {
        long value = Long.parseLong(text, at, at + digits, 10);
        at += digits;
        return value;
    }

    /** Skips spaces and tabs; whether there were any. */
    boolean skipBlanks() {
        int from = at;
        while (at < end && isBlank(text.charAt(at))) {
            at++;
        }
        return at > from;
    }

    /** Takes what comes before the next blank or the end. */
    String word() {
        int from = at;
        while (at < end && !isBlank(text.charAt(at))) {
            at++;
        }
        return text.substring(from, at);
    }

    /** A scanner of the next word, which this one skips. */
    TextScanner wordScanner() {
        int from = at;
        return new TextScanner(text, from, from + word().length());
    }

    /** What stands here, for a sentence. */
    String seen() {
        return at < end ? show(text.charAt(at)) : "the end";
    }

    BadLineException bad(String sentence) {
        return badAt(at, sentence);
    }

    BadLineException badAt(int position, String sentence) {
        return new BadLineException(position + 1, sentence);
    }

    static String show(char character) {
        return character >= ' ' && character < 0x7f ? "'" + character + "'" : "U+%04X".formatted((int) character);
    }

    private static boolean isBlank(char character) {
        return character == ' ' || character == '\t' || character == '\r' || character == '\n';
    }
}
