package org.buslane.node.control;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/** What can be asked on the control socket, one line of words each. */
public sealed interface ControlRequest {
    /** The longest line, in bytes without its end. */
    int MAX_LENGTH = 256;

    /** The line that asks for this, without its end. */
    String line();

    /** {@code status}: everything there is to know. */
    record Status() implements ControlRequest {
        @Override
        public String line() {
            return "status";
        }
    }

    /** {@code bus up NAME} and {@code bus down NAME}: as {@code ip link set} does. */
    record SetBus(String bus, boolean up) implements ControlRequest {
        @Override
        public String line() {
            return "bus " + (up ? "up " : "down ") + bus;
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what there is, if the line is none of it
     */
    static ControlRequest parse(String line) {
        List<String> words = words(line);
        int count = words.size();
        if (count == 1 && words.getFirst().equals("status")) {
            return new Status();
        }
        if (count == 3
                && words.getFirst().equals("bus")
                && (words.get(1).equals("up") || words.get(1).equals("down"))) {
            return new SetBus(words.get(2), words.get(1).equals("up"));
        }
        throw new IllegalArgumentException(
                "'" + line + "' is no request; there is: status, bus up NAME, bus down NAME");
    }

    private static List<String> words(String line) {
        StringTokenizer tokens = new StringTokenizer(line, " ");
        List<String> words = new ArrayList<>(3);
        while (tokens.hasMoreTokens()) {
            words.add(tokens.nextToken());
        }
        return words;
    }
}
