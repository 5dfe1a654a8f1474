package org.buslane.core.testkit;

import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Runs a check on many generated values. A failure names the seed of the failing case; the same case
 * comes first when the tests run with {@code -Dbuslane.seed=THAT}.
 */
public final class Property {
    public static final int CASES = 500;

    private static final String SEED = "buslane.seed";
    private static final int SHRINKS = 500;

    private Property() {}

    /** What must hold for a value: returns, or throws anything. */
    public interface Check<T> {
        void on(T value) throws Exception;
    }

    public static <T> void holds(Gen<T> gen, Check<T> check) {
        holds(CASES, gen, check);
    }

    public static <T> void holds(int cases, Gen<T> gen, Check<T> check) {
        holds(cases, firstSeed(), gen, check);
    }

    static <T> void holds(int cases, long firstSeed, Gen<T> gen, Check<T> check) {
        long seed = firstSeed;
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < cases; i++) {
            T value = gen.next(new SplittableRandom(seed));
            Throwable failure = failure(check, value);
            if (failure != null) {
                throw failed(gen, check, value, failure, i, seed);
            }
            seed = seeds.nextLong();
        }
    }

    private static long firstSeed() {
        String given = System.getProperty(SEED, "");
        return given.isEmpty() ? new SplittableRandom().nextLong() : Long.parseLong(given);
    }

    private static <T> AssertionError failed(
            Gen<T> gen, Check<T> check, T first, Throwable firstFailure, int number, long seed) {
        T value = first;
        Throwable failure = firstFailure;
        int left = SHRINKS;
        boolean shrunk = true;
        while (shrunk && left > 0) {
            shrunk = false;
            for (T smaller : gen.smaller(value)) {
                Throwable now = left-- > 0 ? failure(check, smaller) : null;
                if (now != null) {
                    value = smaller;
                    failure = now;
                    shrunk = true;
                    break;
                }
            }
        }
        return new AssertionError(
                "case %d, -D%s=%d, fails for %s%nwhich comes from %s%n%s"
                        .formatted(number, SEED, seed, show(value), show(first), failure),
                failure);
    }

    private static <T> @Nullable Throwable failure(Check<T> check, T value) {
        try {
            check.on(value);
            return null;
        } catch (Exception | AssertionError | StackOverflowError e) {
            return e;
        }
    }

    private static String show(Object value) {
        return switch (value) {
            case byte[] bytes -> HexFormat.of().formatHex(bytes);
            case List<?> list -> list.stream().map(Property::show).toList().toString();
            case String text -> '"' + text + '"';
            default -> String.valueOf(value);
        };
    }
}
