package org.buslane.core.slcan;

/** What a byte of an adapter's has brought to an end. */
public enum SlcanLine {
    /** Nothing yet. */
    UNFINISHED,
    /** A frame from the bus, which {@link SlcanReader#store} has. */
    FRAME,
    /** CR alone: a command, or a frame, was taken. */
    DONE,
    /** {@code z} or {@code Z}: a frame was taken, where the adapter says so with a letter. */
    SENT,
    /** BEL: a command, or a frame, was not taken. */
    REFUSED,
    /** An answer in words, such as {@code V1013}, which {@link SlcanReader#text} has. */
    TEXT,
    /** Nothing that slcan knows: damaged, too long, or another protocol. */
    RUBBISH
}
