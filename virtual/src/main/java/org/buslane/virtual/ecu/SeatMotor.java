package org.buslane.virtual.ecu;

/**
 * The motor of seatadjuster_engine.c: its position in percent with 10 bits behind the point, moved by each frame that is
 * sent, so that its speed does not depend on how punctual that is.
 */
final class SeatMotor {
    static final int OFF = 0;
    static final int DECREASING = 1;
    static final int INCREASING = 2;

    private static final int POINT = 10;
    private static final int INVALID = -1;
    private static final int AFTER_INVALID = 42;
    private static final int LOW = 14;
    private static final int HIGH = 85;

    /** sae_pos_increment() allows for what its reader does between two frames. */
    private static final int OVERHEAD_MILLIS = 10;

    private final int delayMillis;
    private final boolean stops;
    private int position;
    private int direction = OFF;
    private int step;
    private boolean stoppedLow;
    private boolean stoppedHigh;

    SeatMotor(SeatSpec spec) {
        delayMillis = spec.delayMillis();
        stops = spec.stops();
        position = spec.position().isPresent() ? spec.position().getAsInt() << POINT : INVALID;
    }

    /** Milliseconds for all of the way, or 0 for one that does not move: sae_estimate_move_time(). */
    static int travelMillis(int rpm) {
        if (rpm < 30) {
            return 0;
        }
        return rpm > 130 ? 1000 : 8000 + 200 * (100 - rpm);
    }

    int direction() {
        return direction;
    }

    int percent() {
        return position >> POINT;
    }

    /** What a frame 705 orders: sae_write_cb(). Directions without speed, and the invalid one, change nothing. */
    void order(int wanted, int rpm) {
        if (wanted == OFF) {
            direction = OFF;
            step = 0;
        } else if ((wanted == INCREASING || wanted == DECREASING) && rpm > 0) {
            direction = wanted;
            step = wanted == INCREASING ? stepOf(rpm) : -stepOf(rpm);
        }
    }

    private int stepOf(int rpm) {
        int travel = travelMillis(rpm);
        return travel == 0 ? 0 : (1 << POINT) * 100 * (delayMillis + OVERHEAD_MILLIS) / travel;
    }

    /** Moves as far as it does from one frame to the next: sae_read_cb(). */
    void tick() {
        if (position == INVALID) {
            position = AFTER_INVALID << POINT;
        }
        stoppedLow &= percent() <= LOW;
        stoppedHigh &= percent() >= HIGH;
        int next = position + step;
        if (direction == INCREASING) {
            move(next, next >> POINT <= 100);
            if (stops && percent() >= HIGH && !stoppedHigh) {
                direction = OFF;
                stoppedHigh = true;
            }
        } else if (direction == DECREASING) {
            move(next, next >= 0);
            if (stops && percent() <= LOW && !stoppedLow) {
                direction = OFF;
                stoppedLow = true;
            }
        }
    }

    private void move(int next, boolean possible) {
        if (possible) {
            position = next;
        } else {
            direction = OFF;
        }
    }
}
