package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command line to be run: where, by whom, with what on its standard input. {@code finish} runs it to its end,
 * {@code start} leaves it running.
 *
 * @param environment added to that of the tests
 * @param keepsInput whether its standard input stays open after {@code input}, for {@link Running#type}
 * @param output the file its standard output goes to; if none, {@link Running} collects it
 * @param time how long it may take until it is killed and the test fails
 */
record Command(
        Caller caller,
        List<String> words,
        Path folder,
        Map<String, String> environment,
        String input,
        boolean keepsInput,
        Optional<Path> output,
        Duration time) {

    private static final Duration USUAL_TIME = Duration.ofSeconds(60);

    Command {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    Command(Path folder, Map<String, String> environment, List<String> words) {
        this(Caller.SELF, words, folder, environment, "", false, Optional.empty(), USUAL_TIME);
    }

    Command as(Caller other) {
        return new Command(other, words, folder, environment, input, keepsInput, output, time);
    }

    /** In its own user and network namespace, without a capability. */
    Command asStranger() {
        return as(Caller.STRANGER);
    }

    Command in(Path other) {
        return new Command(caller, words, other, environment, input, keepsInput, output, time);
    }

    Command with(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(caller, words, folder, more, input, keepsInput, output, time);
    }

    /** Text for its standard input, which is empty otherwise. */
    Command reading(String text) {
        return new Command(caller, words, folder, environment, text, keepsInput, output, time);
    }

    /** Its standard input stays open. */
    Command keepingInput() {
        return new Command(caller, words, folder, environment, input, true, output, time);
    }

    /** Its standard output goes to a file: nobody who is busy then holds it up. */
    Command writingTo(Path file) {
        return new Command(caller, words, folder, environment, input, keepsInput, Optional.of(file), time);
    }

    Command within(Duration other) {
        return new Command(caller, words, folder, environment, input, keepsInput, output, other);
    }

    /** Runs to its end; a status other than 0 is the caller's to judge. */
    Finished finish() {
        try (Running running = start()) {
            return running.finish();
        }
    }

    Running start() {
        List<String> line = new ArrayList<>(caller.prefix());
        line.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment().putAll(environment);
        output.ifPresent(file -> builder.redirectOutput(file.toFile()));
        try {
            return new Running(this, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }
}
