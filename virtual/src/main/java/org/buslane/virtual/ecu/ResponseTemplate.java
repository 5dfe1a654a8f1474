package org.buslane.virtual.ecu;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a response: pairs of hex digits, {@code @N} for byte N of the request, and an expression in
 * brackets, {@code [rpm / 256]}, for the lowest byte of a number.
 */
public record ResponseTemplate(List<Part> parts) {
    /** What ISO-TP carries with a length of 12 bits. */
    static final int LONGEST = 4095;

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:@(?<copy>[0-9]{1,4})|\\[(?<computed>[^\\[\\]]*)]|(?<hex>[0-9A-Fa-f]{2}))\\s*");

    /** One byte. */
    public sealed interface Part {
        /** Always the same. */
        record Constant(byte value) implements Part {}

        /** One of the request's, or 0 if it is shorter. */
        record Copy(int index) implements Part {}

        /** Worked out. */
        record Computed(Expression expression) implements Part {}
    }

    public ResponseTemplate {
        parts = List.copyOf(parts);
        if (parts.size() > LONGEST) {
            throw new IllegalArgumentException(
                    "a response has at most %d bytes, not %d".formatted(LONGEST, parts.size()));
        }
    }

    /**
     * Reads all of {@code text}.
     *
     * @param names of the ECU's variables
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static ResponseTemplate parse(String text, List<String> names) {
        List<Part> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!token.region(at, text.length()).lookingAt()) {
                throw new IllegalArgumentException(
                        "a response is bytes such as 62 F1 90, @2 of the request's or [speed / 256], which '%s' is not"
                                .formatted(text.substring(at).strip()));
            }
            parts.add(part(token, names));
            at = token.end();
        }
        return new ResponseTemplate(parts);
    }

    private static Part part(Matcher token, List<String> names) {
        if (token.group("copy") != null) {
            return new Part.Copy(Integer.parseInt(token.group("copy")));
        }
        if (token.group("computed") != null) {
            return new Part.Computed(ExpressionParser.parse(token.group("computed"), names));
        }
        return new Part.Constant((byte) HexFormat.fromHexDigits(token.group("hex")));
    }

    byte[] make(byte[] request, long[] state) {
        byte[] bytes = new byte[parts.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = switch (parts.get(i)) {
                case Part.Constant constant -> constant.value();
                case Part.Copy copy -> copy.index() < request.length ? request[copy.index()] : 0;
                case Part.Computed computed -> (byte) computed.expression().value(state);
            };
        }
        return bytes;
    }
}
