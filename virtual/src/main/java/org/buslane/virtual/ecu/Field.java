package org.buslane.virtual.ecu;

/** What is filled into a frame each time before it is sent, in the order in which fields are declared. */
public sealed interface Field {
    /** A number that is worked out anew. */
    record Value(BitPlace place, Expression expression) implements Field {}

    /** A number that grows by 1 with each frame, and begins again with {@code first} after {@code last}. */
    record Counter(BitPlace place, long first, long last) implements Field {
        public Counter {
            long most = place.bits() >= Long.SIZE - 1 ? Long.MAX_VALUE : (1L << place.bits()) - 1;
            if (first < 0 || last < first || last > most) {
                throw new IllegalArgumentException("a counter of %d bits goes from 0 to %d at most, not from %d to %d"
                        .formatted(place.bits(), most, first, last));
            }
        }
    }

    /** A checksum in byte {@code at} over bytes {@code first} to {@code last} without its own. */
    record Check(int at, int first, int last, Checksum checksum) implements Field {
        public Check {
            if (first < 0 || last < first) {
                throw new IllegalArgumentException(
                        "a checksum goes over bytes such as 0-6, not %d-%d".formatted(first, last));
            }
        }
    }

    /** How many bytes of data there have to be for it. */
    default int bytesNeeded() {
        return switch (this) {
            case Value value -> value.place().bytesNeeded();
            case Counter counter -> counter.place().bytesNeeded();
            case Check check -> Math.max(check.at(), check.last()) + 1;
        };
    }
}
