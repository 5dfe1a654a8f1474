package org.buslane.core.recording;

import org.buslane.core.frame.Frame;
import org.buslane.core.text.Direction;

/**
 * A frame of a recording.
 *
 * @param stamp nanoseconds since 1970, or since the recording's start if that is all it says; not negative
 * @param bus the name of the interface it was heard on, not empty
 */
public record Recorded(long stamp, String bus, Frame frame, Direction direction) {
    public Recorded {
        if (stamp < 0) {
            throw new IllegalArgumentException("a stamp is not negative, as %d is".formatted(stamp));
        }
        if (bus.isEmpty()) {
            throw new IllegalArgumentException("a bus has a name");
        }
    }
}
