package org.buslane.node.declared;

import java.nio.file.Path;
import java.util.Optional;

/** Whose lane is declared: it need not be there yet, and may be another one each time it is started. */
public sealed interface Choice {
    /** A container of some engine's by its name, or as {@code docker:NAME}. */
    record Named(String container) implements Choice {
        @Override
        public String toString() {
            return container;
        }
    }

    /** Every container with a label, whatever the label's value if that is empty. */
    record Labelled(String key, Optional<String> value) implements Choice {
        @Override
        public String toString() {
            return "label " + key + value.map(text -> "=" + text).orElse("");
        }
    }

    /** A file that names a network namespace, as in {@code /run/netns}. */
    record Netns(Path file) implements Choice {
        @Override
        public String toString() {
            return file.toString();
        }
    }
}
