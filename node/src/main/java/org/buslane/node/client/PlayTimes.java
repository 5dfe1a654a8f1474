package org.buslane.node.client;

/**
 * When the frames of a recording are due. Each time is counted from the first frame, so that lateness
 * does not add up; a frame with an earlier stamp than one before it is due at once.
 */
public final class PlayTimes {
    private final double speed;
    private boolean started;
    private long firstStamp;
    private long start;

    /**
     * Times of one recording.
     *
     * @param speed 2 plays twice as fast as it was recorded
     */
    public PlayTimes(double speed) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("a speed is a positive number, not " + speed);
        }
        this.speed = speed;
    }

    /**
     * When the next frame is to be sent, on the clock that {@code now} was read from; the first frame at once.
     *
     * @param stamp nanoseconds, as recorded
     * @param now nanoseconds
     */
    public long due(long stamp, long now) {
        if (!started) {
            started = true;
            firstStamp = stamp;
            start = now;
        }
        long elapsed = stamp - firstStamp;
        return start + (speed == 1 ? elapsed : Math.round(elapsed / speed));
    }
}
