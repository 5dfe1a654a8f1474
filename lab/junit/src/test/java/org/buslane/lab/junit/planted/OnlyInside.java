package org.buslane.lab.junit.planted;

import org.buslane.lab.junit.Lab;
import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every piece of it fails outside the lab, and each test if one before it was left out inside. */
@OnKernels({"6.1", "6.12"})
public class OnlyInside {
    private static int before;

    private final String kernel = Lab.kernel().orElseThrow();
    private boolean prepared;

    OnlyInside() {
        if (kernel.isEmpty()) {
            throw new AssertionError("nowhere");
        }
    }

    @BeforeAll
    static void beforeAll() {
        isInside();
        before++;
    }

    @BeforeEach
    void beforeEach() {
        isInside();
        prepared = true;
    }

    @Test
    void isPrepared() {
        if (!prepared || before != 1 || !kernel.equals(System.getenv("PLANTED_KERNEL"))) {
            throw new AssertionError("prepared %s, before %d, kernel %s".formatted(prepared, before, kernel));
        }
    }

    @Nested
    class Inner {
        private final String inner = Lab.kernel().orElseThrow();

        @Test
        void seesBothInstances() {
            if (!inner.equals(kernel)) {
                throw new AssertionError(inner);
            }
        }
    }

    @AfterEach
    void afterEach() {
        isInside();
    }

    @AfterAll
    static void afterAll() {
        isInside();
    }

    private static void isInside() {
        if (Lab.kernel().isEmpty()) {
            throw new AssertionError("called outside the lab");
        }
    }
}
