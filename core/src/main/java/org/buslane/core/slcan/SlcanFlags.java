package org.buslane.core.slcan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An adapter's answer to {@code F}: what went wrong since it was asked last. The bits are those of Lawicel's
 * CAN232, which are the SJA1000's interrupts; bit 4 means nothing.
 *
 * @param bits 0 to FF
 */
public record SlcanFlags(int bits) {
    private static final Pattern ANSWER = Pattern.compile("F([0-9A-Fa-f]{2})");
    private static final List<String> WORDS = List.of(
            "receive queue full",
            "transmit queue full",
            "error warning",
            "data overrun",
            "",
            "error passive",
            "arbitration lost",
            "bus error");

    public SlcanFlags {
        if ((bits & ~0xff) != 0) {
            throw new IllegalArgumentException("status flags %X are beyond FF".formatted(bits));
        }
    }

    /** Of a line such as {@code F82}; empty if it is another answer. */
    public static Optional<SlcanFlags> of(String line) {
        Matcher matcher = ANSWER.matcher(line);
        return matcher.matches()
                ? Optional.of(new SlcanFlags(Integer.parseInt(matcher.group(1), 16)))
                : Optional.empty();
    }

    /** In words, such as {@code transmit queue full, bus error}; empty if nothing is wrong. */
    public String words() {
        List<String> set = new ArrayList<>();
        for (int i = 0; i < WORDS.size(); i++) {
            if ((bits & 1 << i) != 0 && !WORDS.get(i).isEmpty()) {
                set.add(WORDS.get(i));
            }
        }
        return String.join(", ", set);
    }
}
