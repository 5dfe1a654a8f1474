package org.buslane.virtual.ecu;

import java.util.regex.Pattern;

/** A number that an ECU remembers, and what it is at first. */
public record Variable(String name, long initial) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,31}");

    public Variable {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "'%s' cannot name a variable: 1 to 32 letters, digits or '_', the first no digit".formatted(name));
        }
    }
}
