package org.buslane.virtual.ecu;

import java.util.Optional;
import org.buslane.core.policy.RuleSet;

/**
 * Something that is wrong with the frames an ECU sends.
 *
 * @param of the frames it is about
 * @param fromNanos since the ECU was started
 * @param untilNanos since the ECU was started; {@link Ecu#NEVER} if it does not end
 * @param when when besides it holds; always if empty
 */
public record Fault(Kind kind, RuleSet of, long fromNanos, long untilNanos, Optional<Expression> when) {
    /** What is wrong. */
    public sealed interface Kind {
        /** Nothing is sent, and counters stay. */
        record Silent() implements Kind {}

        /** Checksums are inverted. */
        record WrongChecksum() implements Kind {}

        /** Counters stay. */
        record StuckCounter() implements Kind {}

        /** Frames are sent so many nanoseconds later. */
        record Late(long nanos) implements Kind {
            public Late {
                Times.check("a delay", nanos, 0);
            }
        }

        /** Every n-th frame is not sent, though counters go on. */
        record Lost(int every) implements Kind {
            public Lost {
                if (every < 1) {
                    throw new IllegalArgumentException("every frame that is lost is the 1st or a later one");
                }
            }
        }
    }

    public Fault {
        if (fromNanos < 0 || untilNanos <= fromNanos) {
            throw new IllegalArgumentException("a fault ends after it has begun");
        }
    }

    boolean holds(int idWord, long now, long[] state) {
        return now >= fromNanos
                && now < untilNanos
                && of.firstMatch(idWord) >= 0
                && when.map(expression -> expression.holds(state)).orElse(true);
    }
}
