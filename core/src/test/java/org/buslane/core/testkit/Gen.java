package org.buslane.core.testkit;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Makes values from randomness, and knows smaller ones to try when a value made a test fail. */
public interface Gen<T> {
    T next(RandomGenerator random);

    /** Values simpler than this one, the simplest first; none unless a generator knows better. */
    default List<T> smaller(T value) {
        return List.of();
    }

    /** Made from this generator's values; what was mapped does not shrink. */
    default <R> Gen<R> map(Function<T, R> function) {
        return random -> function.apply(next(random));
    }

    /** One of these at random. */
    @SafeVarargs
    static <T> T oneOf(RandomGenerator random, T... values) {
        return values[random.nextInt(values.length)];
    }
}
