package org.buslane.core.asc;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.StringTokenizer;
import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;
import org.buslane.core.recording.BadRecordingException;

/** The words of one line, taken from left to right. */
final class AscWords {
    private final List<String> words = new ArrayList<>();
    private int at;

    AscWords(String line) {
        StringTokenizer tokens = new StringTokenizer(line);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
    }

    int left() {
        return words.size() - at;
    }

    /** The word {@code ahead} of the next one; nothing if there are not so many. */
    String peek(int ahead) {
        return at + ahead < words.size() ? words.get(at + ahead) : "";
    }

    String next(String what) {
        if (at == words.size()) {
            throw new BadRecordingException("the line ends before " + what);
        }
        return words.get(at++);
    }

    void skip(int count) {
        at = Math.min(words.size(), at + count);
    }

    /** A number up to {@code most} in this base. */
    int number(int base, int most, String what) {
        String word = next(what);
        try {
            long value = Long.parseUnsignedLong(word, base);
            if (value >= 0 && value <= most) {
                return (int) value;
            }
        } catch (NumberFormatException e) {
            // Said below, as a number out of range is.
        }
        throw new BadRecordingException("%s is wrong: '%s'".formatted(what, word));
    }

    /** 32 bits in hex. */
    int word(String what) {
        String word = next(what);
        try {
            return Integer.parseUnsignedInt(word, 16);
        } catch (NumberFormatException e) {
            throw new BadRecordingException("%s is wrong: '%s'".formatted(what, word));
        }
    }

    /** An id; extended with an x behind it. */
    ArbitrationId id(int base) {
        String word = peek(0);
        boolean extended = word.endsWith("x") || word.endsWith("X");
        if (extended) {
            words.set(at, word.substring(0, word.length() - 1));
        }
        return new ArbitrationId(
                number(base, extended ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK, "the id"), extended);
    }

    /** So many bytes, a word each. */
    Payload data(int base, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = base == 16 ? hex() : (byte) number(base, 0xff, "the data");
        }
        return Payload.of(bytes);
    }

    private byte hex() {
        String word = next("the data");
        if (word.length() != 2 || !HexFormat.isHexDigit(word.charAt(0)) || !HexFormat.isHexDigit(word.charAt(1))) {
            throw new BadRecordingException("the data is wrong: '%s'".formatted(word));
        }
        return (byte) HexFormat.fromHexDigits(word);
    }
}
