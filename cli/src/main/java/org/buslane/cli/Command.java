package org.buslane.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command: what it takes, and what it then does. */
interface Command {
    /** Options and parameters. Made in code, not by annotations: reflection is what makes picocli slow to start. */
    CommandSpec spec();

    /**
     * Does it.
     *
     * @return the exit code
     * @throws org.buslane.node.NodeException what went wrong, in a sentence; exit code 1
     */
    int run(ParseResult words, Console console);
}
