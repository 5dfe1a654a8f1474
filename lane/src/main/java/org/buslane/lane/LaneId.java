package org.buslane.lane;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A lane's name on this machine: that of its interface at the host's end. It follows from owner and name inside, so
 * that a container has the same one each time it starts.
 */
public record LaneId(String text) {
    private static final String PREFIX = "bl";
    private static final int BYTES = 4;

    public LaneId {
        if (!isOne(text)) {
            throw new IllegalArgumentException(
                    "'%s' is no lane: %s and %d hex digits".formatted(text, PREFIX, 2 * BYTES));
        }
    }

    static boolean isOne(String text) {
        return text.matches(PREFIX + "[0-9a-f]{" + 2 * BYTES + "}");
    }

    /** @param attempt 0, or more where the names before are taken */
    static LaneId of(String owner, String name, int attempt) {
        String key = owner + "\0" + name + (attempt == 0 ? "" : "\0" + attempt);
        return new LaneId(PREFIX + HexFormat.of().formatHex(digest(key), 0, BYTES));
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }

    /** A number that is spread as evenly as names are. */
    int spread(int below) {
        return Math.floorMod((int) Long.parseLong(text.substring(PREFIX.length()), 16), below);
    }

    @Override
    public String toString() {
        return text;
    }
}
