package org.buslane.lab.junit.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.List;
import org.buslane.lab.junit.Lab;
import org.buslane.lab.junit.OnKernels;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnKernels("6.1")
public class EveryKind {
    @Test
    void passes() {
        assertThat(Lab.kernel()).contains("6.1");
    }

    @Test
    void failsAnAssertion() {
        assertThat("frame").isEqualTo("another");
    }

    @Test
    void throwsWithACause() throws IOException {
        throw new IOException("äußerst\tlang\n", new IllegalStateException("below"));
    }

    @Test
    void throwsWhatCannotTravel() {
        throw new Untravelled(new Object());
    }

    @Test
    void isAborted() {
        assumeTrue(Lab.kernel().isEmpty(), "not on this kernel");
    }

    @Test
    @Disabled("not at all")
    void isDisabled() {
        throw new AssertionError("ran");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void isNotTwo(int number) {
        assertThat(number).isNotEqualTo(2);
    }

    @RepeatedTest(2)
    void isNotTheSecond(RepetitionInfo repetition) {
        assertThat(repetition.getCurrentRepetition()).isEqualTo(1);
    }

    @TestFactory
    List<DynamicNode> make() {
        return List.of(
                dynamicTest("first", () -> assertThat(Lab.kernel()).isPresent()),
                dynamicContainer("more", List.of(dynamicTest("deep", () -> {
                    throw new IllegalStateException("deep down");
                }))));
    }

    @Nested
    class Inner {
        @Test
        void passesInside() {
            assertThat(Lab.kernel()).isPresent();
        }

        @Test
        void failsInside() {
            throw new IllegalStateException("inside");
        }
    }

    /** Holds something that is not serialisable. */
    static final class Untravelled extends RuntimeException {
        private static final long serialVersionUID = 1;

        @SuppressWarnings({"serial", "UnusedVariable"})
        private final Object thing;

        Untravelled(Object thing) {
            super("stays here", new IllegalStateException("and why"));
            this.thing = thing;
        }
    }
}
