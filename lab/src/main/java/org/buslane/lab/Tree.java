package org.buslane.lab;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a guest has for its root, read-only under a memory of its own. */
public enum Tree {
    /** This machine's own root: every program of it, at its place. */
    HOST,
    /** A Debian 13 with container engines, can-utils and a JRE. */
    DEBIAN13;

    /** As in {@code --tree debian13}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Tree> of(String label) {
        return Arrays.stream(values())
                .filter(each -> each.label().equals(label))
                .findFirst();
    }
}
