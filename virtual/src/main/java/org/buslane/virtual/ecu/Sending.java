package org.buslane.virtual.ecu;

/** A frame is sent, with what is filled in as it is now, but only so many nanoseconds later. */
public record Sending(FrameTemplate template, long afterNanos) {
    public Sending {
        Times.check("what is sent later", afterNanos, 0);
    }
}
