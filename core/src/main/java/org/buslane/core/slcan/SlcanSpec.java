package org.buslane.core.slcan;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An adapter as it is written down, such as {@code slcan:/dev/ttyACM0@500k}: where it is and how its channel
 * is opened.
 *
 * @param timing {@code S6} or {@code s031C}: the command that sets the bit rate
 * @param rate the bit rate in words
 * @param data millions of bits per second for the data of FD frames; without it the adapter has none of them
 * @param listenOnly whether it only hears the bus, and does not even acknowledge what it hears
 */
public record SlcanSpec(SlcanPlace place, String timing, String rate, Optional<Integer> data, boolean listenOnly) {
    /** How the text begins. */
    public static final String PREFIX = "slcan:";

    public SlcanSpec {
        Objects.requireNonNull(place, "place is null");
        Objects.requireNonNull(timing, "timing is null");
    }

    /**
     * Reads {@code slcan:PLACE@RATE[,data=2M][,baud=3M][,listen-only]}.
     *
     * @throws IllegalArgumentException in one sentence, if it is not so written
     */
    public static SlcanSpec parse(String text) {
        return SlcanSpecReader.read(text);
    }

    /** What is said to a closed channel, one after the other, until it is open. */
    List<String> commands() {
        List<String> commands = new ArrayList<>();
        commands.add(timing);
        data.ifPresent(millions -> commands.add("Y" + millions));
        commands.add(listenOnly ? "L" : "O");
        return commands;
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(PREFIX).append(place).append('@').append(rate);
        data.ifPresent(millions -> text.append(",data=").append(millions).append('M'));
        if (place instanceof SlcanPlace.Serial serial && serial.baud() != SlcanPlace.Serial.USUAL_BAUD) {
            text.append(",baud=").append(serial.baud());
        }
        return text.append(listenOnly ? ",listen-only" : "").toString();
    }
}
