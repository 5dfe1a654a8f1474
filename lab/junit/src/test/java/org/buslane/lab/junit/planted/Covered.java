package org.buslane.lab.junit.planted;

import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.Test;

@OnKernels("6.1")
public class Covered {
    @Test
    void isCovered() {
        if (System.getenv("PLANTED_KERNEL") == null) {
            throw new AssertionError("not in a guest");
        }
    }
}
