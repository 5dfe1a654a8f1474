package org.buslane.lane;

import java.util.List;

/**
 * What makes a lane as it was requested, from what was there. Without steps it is so already.
 *
 * @param lane its name on this machine
 * @param index of both ends, or of the one inside of a lane that is copied
 * @param notes what is worth knowing about it, a sentence each
 */
public record Plan(LaneRequest request, LaneId lane, int index, Wiring wiring, List<Step> steps, List<String> notes) {
    public Plan {
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
    }

    public boolean isDone() {
        return steps.isEmpty();
    }
}
