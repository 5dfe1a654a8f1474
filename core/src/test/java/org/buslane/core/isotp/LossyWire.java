package org.buslane.core.isotp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.buslane.core.frame.Frame;

/** Two ends and a wire between them that loses, doubles and delays frames, in time of its own. */
final class LossyWire {
    /** Less than sixteen frame times: no frame is so late that its sequence number means another one. */
    private static final long LATEST = 10 * 50_000;

    private record Flying(End to, Frame frame, long at) {}

    private final List<Flying> flying = new ArrayList<>();
    private final SplittableRandom random;
    private final double loss;
    private final boolean reorders;
    private final End[] ends;
    private long now;

    LossyWire(long seed, double loss, boolean reorders, End... ends) {
        this.random = new SplittableRandom(seed);
        this.loss = loss;
        this.reorders = reorders;
        this.ends = ends;
        this.now = ends[0].now;
    }

    /** Until nothing is under way any more; returns how long that took. */
    long settle() {
        long start = now;
        while (true) {
            for (End end : ends) {
                end.now = now;
                end.machine.tick(now);
                end.take().forEach(frame -> fly(end, frame));
            }
            long next = next();
            if (next == IsoTpMachine.NEVER) {
                return now - start;
            }
            now = Math.max(now, next);
            land();
        }
    }

    private void fly(End from, Frame frame) {
        for (End end : ends) {
            if (end != from) {
                int copies = random.nextDouble() < loss ? random.nextInt(2) * 2 : 1;
                for (int i = 0; i < copies; i++) {
                    flying.add(new Flying(end, frame, now + (reorders ? random.nextLong(LATEST) : 1)));
                }
            }
        }
    }

    private long next() {
        long next = IsoTpMachine.NEVER;
        for (End end : ends) {
            next = Math.min(next, end.machine.due());
        }
        for (Flying frame : flying) {
            next = Math.min(next, frame.at());
        }
        return next;
    }

    private void land() {
        List<Flying> landing = flying.stream()
                .filter(frame -> frame.at() <= now)
                .sorted(Comparator.comparingLong(Flying::at))
                .toList();
        flying.removeAll(landing);
        for (Flying frame : landing) {
            frame.to().now = now;
            frame.to().hear(frame.frame());
        }
    }
}
