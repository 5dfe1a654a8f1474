package org.buslane.lab.junit.planted;

import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@OnKernels("6.1")
public class NestedFails {
    @Test
    void passes() {}

    @Nested
    class First {
        @BeforeAll
        static void fail() {
            throw new IllegalStateException("before the first's");
        }

        @Test
        void test() {}
    }

    @Nested
    class Last {
        @Test
        void testOfLast() {}

        @AfterAll
        static void fail() {
            throw new IllegalStateException("after the last's");
        }
    }
}
