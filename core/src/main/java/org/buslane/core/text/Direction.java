package org.buslane.core.text;

/** Which way a logged frame went, as {@code candump -x} marks it. */
public enum Direction {
    /** Not marked. */
    UNSAID(""),
    RECEIVED(" R"),
    /** Sent by a program of the same machine: MSG_DONTROUTE. */
    SENT(" T");

    private final String suffix;

    Direction(String suffix) {
        this.suffix = suffix;
    }

    /** What stands behind the frame in a log line: nothing, or a blank and a letter. */
    String suffix() {
        return suffix;
    }
}
