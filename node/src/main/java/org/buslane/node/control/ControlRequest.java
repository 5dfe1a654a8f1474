package org.buslane.node.control;

import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.buslane.node.NodeException;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;

/** What can be asked on the control socket, one line of words each; a configuration in it is an object of JSON. */
public sealed interface ControlRequest {
    /** The longest line, in bytes without its end. */
    int MAX_LENGTH = 1 << 18;

    /** So much of a line that is none is repeated in the answer. */
    int REPEATED = 64;

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

    /** {@code metrics}: everything that is counted, as Prometheus reads it. */
    record Metrics() implements ControlRequest {
        @Override
        public String line() {
            return "metrics";
        }
    }

    /**
     * {@code reload {...}}: another configuration.
     *
     * @param file how messages call it
     * @param yaml its text
     * @param dryRun whether it is only asked what that would change
     */
    record Reload(String file, String yaml, boolean dryRun) implements ControlRequest {
        private static final String WORD = "reload ";

        @Override
        public String line() {
            return WORD
                    + JsonText.object(json -> {
                        json.writeStringProperty("file", file);
                        json.writeBooleanProperty("dry-run", dryRun);
                        json.writeStringProperty("yaml", yaml);
                    });
        }

        private static Reload read(String line) {
            try {
                JsonObject json = JsonObject.parse("what follows 'reload'", line.substring(WORD.length()));
                return new Reload(json.text("file"), json.text("yaml"), json.flag("dry-run"));
            } catch (NodeException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what there is, if the line is none of it
     */
    static ControlRequest parse(String line) {
        if (line.startsWith(Reload.WORD)) {
            return Reload.read(line);
        }
        List<String> words = words(line);
        int count = words.size();
        if (count == 1 && words.getFirst().equals("status")) {
            return new Status();
        }
        if (count == 1 && words.getFirst().equals("metrics")) {
            return new Metrics();
        }
        if (count == 3
                && words.getFirst().equals("bus")
                && (words.get(1).equals("up") || words.get(1).equals("down"))) {
            return new SetBus(words.get(2), words.get(1).equals("up"));
        }
        throw new IllegalArgumentException(
                "'%s' is no request; there is: status, metrics, bus up NAME, bus down NAME, reload {...}"
                        .formatted(line.length() <= REPEATED ? line : line.substring(0, REPEATED) + "..."));
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
