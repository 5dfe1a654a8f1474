package org.buslane.lab.junit;

import java.util.Optional;

/** Which side of the lab's wall this JVM is on. */
public final class Lab {
    static final String KERNEL = "buslane.lab.kernel";

    private Lab() {}

    /** The kernel's name, as {@link OnKernels} gave it; empty outside the lab. */
    public static Optional<String> kernel() {
        return Optional.ofNullable(System.getProperty(KERNEL));
    }
}
