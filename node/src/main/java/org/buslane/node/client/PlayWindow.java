package org.buslane.node.client;

/**
 * Which part of a recording is played.
 *
 * @param from nanoseconds behind the first frame
 * @param to the same; {@link Long#MAX_VALUE} for the end
 */
public record PlayWindow(long from, long to) {
    public static final PlayWindow ALL = new PlayWindow(0, Long.MAX_VALUE);

    public PlayWindow {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no part of a recording: from %d to %d".formatted(from, to));
        }
    }

    boolean has(long elapsed) {
        // A stamp may lie before the first one: without a beginning it belongs to the part.
        return (from == 0 || elapsed >= from) && elapsed <= to;
    }

    boolean isOver(long elapsed) {
        return elapsed > to;
    }
}
