package org.buslane.virtual;

/** What a resident says of itself, beside its counts. */
public interface ResidentReport {
    /** Whether it does what it is there for. */
    boolean isWell();

    /** In one line, such as {@code away, open /dev/ttyACM0: ENOENT (no such file or directory)}. */
    String words();
}
