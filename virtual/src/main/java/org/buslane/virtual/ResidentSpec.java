package org.buslane.virtual;

import java.util.Objects;

/** A resident that is wanted on a bus. */
public record ResidentSpec(String name, String bus, ResidentKind kind) {
    public ResidentSpec {
        Objects.requireNonNull(kind, "kind is null");
        if (name.isBlank()) {
            throw new IllegalArgumentException("a resident on bus %s has no name".formatted(bus));
        }
    }
}
