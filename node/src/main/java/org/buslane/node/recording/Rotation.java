package org.buslane.node.recording;

import java.util.List;
import org.buslane.node.NodeException;

/**
 * When a recording goes on in another file.
 *
 * @param bytes as large as a file gets, about; {@link Long#MAX_VALUE} for any size
 * @param nanos how much time the frames of a file span; {@link Long#MAX_VALUE} for any
 */
record Rotation(long bytes, long nanos) {
    static final Rotation NEVER = new Rotation(Long.MAX_VALUE, Long.MAX_VALUE);

    /** A size or a time each. */
    static Rotation parse(List<String> texts) {
        Rotation rotation = NEVER;
        for (String text : texts) {
            long bytes = bytes(text);
            rotation = bytes > 0
                    ? new Rotation(bytes, rotation.nanos())
                    : new Rotation(
                            rotation.bytes(),
                            Spans.nanos(text)
                                    .filter(nanos -> nanos > 0)
                                    .orElseThrow(() -> new NodeException("--rotate is a size or a time, such as"
                                            + " 100M (k, M, G) or 1h (s, min, h, d), not '" + text + "'")));
        }
        return rotation;
    }

    boolean isNever() {
        return equals(NEVER);
    }

    /** Whether a frame belongs in another file, {@code nanos} behind the first of this one, which has so many bytes. */
    boolean isDue(long size, long elapsed) {
        return size >= bytes || elapsed >= nanos;
    }

    /** 0 if it is no size. */
    private static long bytes(String text) {
        if (!text.matches("[1-9]\\d{0,8}[kMG]")) {
            return 0;
        }
        int shift = switch (text.charAt(text.length() - 1)) {
            case 'k' -> 10;
            case 'M' -> 20;
            default -> 30;
        };
        return Long.parseLong(text, 0, text.length() - 1, 10) << shift;
    }
}
