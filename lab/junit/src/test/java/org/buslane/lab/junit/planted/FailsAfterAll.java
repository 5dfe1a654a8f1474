package org.buslane.lab.junit.planted;

import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

@OnKernels("6.1")
public class FailsAfterAll {
    @AfterAll
    static void fail() {
        throw new IllegalStateException("around all");
    }

    @Test
    void test() {}
}
