package org.buslane.virtual;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.util.BitSet;
import java.util.Collection;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * The places in {@link GatewayMemory} that go by a name, which each begins with: of lanes, or of buses. Who
 * goes leaves its counts where they are and finds them there if it comes again, unless its place was needed.
 */
final class NamedPlaces {
    private final IntFunction<MemorySegment> memory;
    private final BitSet taken = new BitSet();

    NamedPlaces(IntFunction<MemorySegment> memory) {
        this.memory = memory;
    }

    /** Those of these names who have a place keep it, whoever comes first. */
    void reserve(Collection<String> names) {
        names.forEach(name -> named(name).ifPresent(taken::set));
    }

    /** The place of this name; else one that is nobody's yet; else one whose owner is gone. A new owner's is all zero. */
    int take(String name) {
        int place = named(name).orElseGet(() -> make(name));
        taken.set(place);
        return place;
    }

    /** Its owner is gone. */
    void leave(int place) {
        taken.clear(place);
    }

    OptionalInt named(String name) {
        for (int place = 0; place < GatewayMemory.PLACES; place++) {
            if (name(place).equals(name)) {
                return OptionalInt.of(place);
            }
        }
        return OptionalInt.empty();
    }

    private int make(String name) {
        int place = named("").orElseGet(() -> taken.nextClearBit(0));
        if (place >= GatewayMemory.PLACES) {
            throw new IllegalStateException("no place is left for " + name);
        }
        memory.apply(place).fill((byte) 0).setString(0, name, UTF_8);
        return place;
    }

    private String name(int place) {
        return memory.apply(place).getString(0, UTF_8);
    }
}
