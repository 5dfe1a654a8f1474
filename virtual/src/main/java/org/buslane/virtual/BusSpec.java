package org.buslane.virtual;

import java.util.Objects;
import java.util.regex.Pattern;

/** A virtual bus that is wanted. */
public record BusSpec(String name, BusKind kind) {
    /** IFNAMSIZ less its NUL, and what dev_valid_name() of net/core/dev.c leaves, without surprises for shells. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,14}");

    public BusSpec {
        checkName("a bus", name);
        Objects.requireNonNull(kind, "kind is null");
    }

    static void checkName(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' cannot name %s: 1 to 15 letters, digits, '_', '.' or '-', the first a letter or digit"
                            .formatted(name, what));
        }
    }
}
