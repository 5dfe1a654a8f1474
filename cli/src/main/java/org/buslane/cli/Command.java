package org.buslane.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** One command: what it takes, and what it then does. */
interface Command {
    /** How few words it takes that are no options. */
    default int fewest() {
        return 0;
    }

    /** How many. */
    default int most() {
        return 0;
    }

    /** Options that take no value. */
    default List<String> flags() {
        return List.of();
    }

    /** Options and parameters. Made in code, not by annotations: reflection is what makes picocli slow to start. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return the exit code
     * @throws org.buslane.node.NodeException what went wrong, in a sentence; exit code 1
     * @throws UsageException what was typed wrong; exit code 2
     */
    int run(Arguments arguments, Console console);

    /** Reads what was typed, if it is so plain that no parser is needed; empty if one is. */
    default Optional<Arguments> plain(List<String> typed) {
        if (!Arguments.arePlain(typed, flags())) {
            return Optional.empty();
        }
        Arguments arguments = Arguments.plain(typed, flags());
        int count = arguments.words().size();
        return count >= fewest() && count <= most() ? Optional.of(arguments) : Optional.empty();
    }
}
