package org.buslane.core.policy;

import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.IdWord;

/** The ids a rule names. Standard and extended ids never mix in one, except in {@link All}. */
public sealed interface IdSet {
    /** Whether it has this id, of this kind. */
    boolean contains(int id, boolean extended);

    /** Every id of both kinds: {@code all}. */
    record All() implements IdSet {
        @Override
        public boolean contains(int id, boolean extended) {
            return true;
        }

        @Override
        public String toString() {
            return "all";
        }
    }

    /** {@code 100-1FF}, both ends included; one id is the range from itself to itself. */
    record Range(ArbitrationId first, ArbitrationId last) implements IdSet {
        public Range {
            if (first.extended() != last.extended()) {
                throw new IllegalArgumentException(
                        "a range from %s to %s mixes standard and extended ids".formatted(first, last));
            }
            if (first.value() > last.value()) {
                throw new IllegalArgumentException("a range from %s down to %s is empty".formatted(first, last));
            }
        }

        @Override
        public boolean contains(int id, boolean extended) {
            return extended == first.extended() && id >= first.value() && id <= last.value();
        }

        @Override
        public String toString() {
            return first.equals(last) ? first.toString() : first + "-" + last;
        }
    }

    /**
     * {@code 120/7F0}: the ids that agree with {@code id} in the bits of the mask. Bits of the id
     * outside the mask mean nothing and are cleared.
     */
    record Masked(ArbitrationId id, int mask) implements IdSet {
        public Masked {
            int width = id.extended() ? IdWord.EXTENDED_MASK : IdWord.STANDARD_MASK;
            if ((mask & ~width) != 0) {
                throw new IllegalArgumentException("mask %X is beyond %X".formatted(mask, width));
            }
            id = new ArbitrationId(id.value() & mask, id.extended());
        }

        @Override
        public boolean contains(int candidate, boolean extended) {
            return extended == id.extended() && (candidate & mask) == id.value();
        }

        @Override
        public String toString() {
            return id + "/" + new ArbitrationId(mask, id.extended());
        }
    }
}
