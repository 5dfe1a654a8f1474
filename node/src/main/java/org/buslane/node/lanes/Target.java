package org.buslane.node.lanes;

import java.nio.file.Path;

/** Whose network is meant, as it was typed. */
public sealed interface Target {
    /** As sentences call it. */
    default String words() {
        return switch (this) {
            case Named(String name) -> name;
            case Pid(int pid) -> "process " + pid;
            case Netns(Path file) -> file.toString();
        };
    }

    /** A container of some engine's, by its name or id, or as {@code docker:NAME}. */
    record Named(String name) implements Target {}

    /** A process. */
    record Pid(int pid) implements Target {}

    /** A file that names a network namespace, as in {@code /run/netns}. */
    record Netns(Path file) implements Target {}
}
