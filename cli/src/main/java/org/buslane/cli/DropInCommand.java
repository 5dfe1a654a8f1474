package org.buslane.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine.Model.CommandSpec;

/** {@code cannelloni OPTIONS} and its kin, for who has called the original until now: with what that does if nothing is said. */
final class DropInCommand implements Command {
    private final String description;
    private final ToIntBiFunction<List<String>, Console> runner;

    DropInCommand(String description, ToIntBiFunction<List<String>, Console> runner) {
        this.description = description;
        this.runner = runner;
    }

    @Override
    public CommandSpec spec() {
        return Words.command(description).addPositional(Words.several(0, false, "OPTION", "As the original has them."));
    }

    /** None is picocli's to read. */
    @Override
    public Optional<Arguments> plain(List<String> typed) {
        return Optional.of(new Arguments(typed, Map.of()));
    }

    @Override
    public int run(Arguments arguments, Console console) {
        return runner.applyAsInt(arguments.words(), console);
    }
}
