package org.buslane.linux.netlink;

import java.util.OptionalInt;

/**
 * What becomes of the frames a filter is for. Of several filters the one with the lowest priority number decides.
 *
 * <p>Actions of one kind that have the same number are one action with one set of counters, whichever interfaces their
 * filters are at: it comes with the first filter that has it and goes with the last. A number for sharing is
 * {@value #LEAST_SHARED} or more, as the kernel numbers what is not shared upwards from 1.
 */
public sealed interface TrafficAction permits TrafficAction.Pass, TrafficAction.Drop, TrafficAction.Count, Police {
    int LEAST_SHARED = 0x10000;

    /** Its number; empty for one of a filter's own. */
    OptionalInt index();

    /** They go on, and no further filter sees them: gact with TC_ACT_OK. */
    record Pass(OptionalInt index) implements TrafficAction {
        public Pass {
            requireShared(index);
        }

        public Pass() {
            this(OptionalInt.empty());
        }

        public Pass(int shared) {
            this(OptionalInt.of(shared));
        }

        @Override
        public String toString() {
            return words("Pass", index);
        }
    }

    /** They end here, counted: gact with TC_ACT_SHOT. */
    record Drop(OptionalInt index) implements TrafficAction {
        public Drop {
            requireShared(index);
        }

        public Drop() {
            this(OptionalInt.empty());
        }

        public Drop(int shared) {
            this(OptionalInt.of(shared));
        }

        @Override
        public String toString() {
            return words("Drop", index);
        }
    }

    /** They are counted, and the next filter decides: gact with TC_ACT_UNSPEC. */
    record Count(OptionalInt index) implements TrafficAction {
        public Count {
            requireShared(index);
        }

        public Count(int shared) {
            this(OptionalInt.of(shared));
        }

        @Override
        public String toString() {
            return words("Count", index);
        }
    }

    private static void requireShared(OptionalInt index) {
        if (index.isPresent() && index.getAsInt() < LEAST_SHARED) {
            throw new IllegalArgumentException(
                    "the index of a shared action is %d or more, not %d".formatted(LEAST_SHARED, index.getAsInt()));
        }
    }

    /** Such as {@code Pass[65536]}. */
    private static String words(String name, OptionalInt index) {
        return index.isPresent() ? "%s[%d]".formatted(name, index.getAsInt()) : name;
    }

    /** A number as the kernel tells it, which has one for each action. */
    static OptionalInt shared(int number) {
        return number >= LEAST_SHARED ? OptionalInt.of(number) : OptionalInt.empty();
    }
}
