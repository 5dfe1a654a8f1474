package org.buslane.lab.junit.planted;

import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@OnKernels("6.1")
public class FailsBeforeAll {
    @BeforeAll
    static void fail() {
        throw new IllegalStateException("around all");
    }

    @Test
    void test() {}
}
