package org.buslane.virtual.ecu;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The seat adjuster that {@code cansim} of eclipse-kuksa/kuksa.val.services simulates (seatadjuster_engine.c).
 *
 * @param position percent of the way when it begins; empty if not known, which it learns to be 42 with the first frame
 * @param learned the learning state it tells: 0 not learned, 1 learned, 2 invalid
 * @param delayMillis between two of its frames
 * @param stops whether a motor stops once when it comes to 85 % or to 14 %
 * @param allMotors whether motors 2 to 4 tell the position of motor 1
 */
public record SeatSpec(OptionalInt position, int learned, int delayMillis, boolean stops, boolean allMotors)
        implements EcuSpec {
    /** What the script {@code cansim} says where its environment says nothing. */
    public static final SeatSpec USUAL = new SeatSpec(OptionalInt.of(0), 1, 10, true, false);

    /** The engine's product of 102400 and the delay stays an int below it. */
    public static final int MOST_DELAY = 10_000;

    private static final int POSITION_LIMIT = 10_000;
    private static final int INVALID = 255;

    public SeatSpec {
        if (position.isPresent() && Math.abs((long) position.getAsInt()) > POSITION_LIMIT) {
            throw new IllegalArgumentException("a seat's position is in percent, not " + position.getAsInt());
        }
        if (learned < 0 || learned > 3) {
            throw new IllegalArgumentException("a seat's learning state is 0 to 3, not " + learned);
        }
        if (delayMillis < 1 || delayMillis > MOST_DELAY) {
            throw new IllegalArgumentException(
                    "a seat sends every 1 to %d ms, not %d".formatted(MOST_DELAY, delayMillis));
        }
    }

    /**
     * As the variables {@code SAE_POS}, {@code SAE_LRN}, {@code SAE_DELAY}, {@code SAE_STOP} and {@code SAE_ALL} say it,
     * read as the engine does, with atoi(); where one says nothing or is empty, as the script {@code cansim} does. What
     * the engine could not do is made the nearest it could.
     */
    public static SeatSpec of(Map<String, String> environment) {
        int position = number(environment, "SAE_POS").orElse(0);
        boolean known = position != -1 && position != INVALID;
        return new SeatSpec(
                known ? OptionalInt.of(Math.clamp(position, -POSITION_LIMIT, POSITION_LIMIT)) : OptionalInt.empty(),
                number(environment, "SAE_LRN").orElse(USUAL.learned()) & 3,
                Math.clamp(number(environment, "SAE_DELAY").orElse(USUAL.delayMillis()), 1, MOST_DELAY),
                number(environment, "SAE_STOP").orElse(1) != 0,
                number(environment, "SAE_ALL").orElse(0) != 0);
    }

    private static OptionalInt number(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isEmpty())
                .map(text -> OptionalInt.of(Atoi.of(text)))
                .orElse(OptionalInt.empty());
    }

    @Override
    public Ecu start() {
        return new SeatEcu(this);
    }

    @Override
    public String words() {
        return "seat";
    }
}
