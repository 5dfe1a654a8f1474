package org.buslane.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.buslane.lab.junit.planted.EveryKind;
import org.buslane.lab.junit.planted.FailsAfterAll;
import org.buslane.lab.junit.planted.FailsBeforeAll;
import org.buslane.lab.junit.planted.NestedFails;
import org.buslane.lab.junit.planted.OnlyInside;
import org.buslane.lab.junit.planted.Talking;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;

/** What comes of a class, told by the guest and told again by JUnit outside. */
class OnKernelsTest {
    @Test
    void everyKindOfTestBringsItsResult() {
        Planted planted = Planted.run(EveryKind.class);
        assertThat(planted.tests())
                .containsExactlyInAnyOrder(
                        "passes: SUCCESSFUL",
                        "failsAnAssertion: FAILED",
                        "throwsWithACause: FAILED",
                        "throwsWhatCannotTravel: FAILED",
                        "isAborted: ABORTED",
                        "isDisabled: SKIPPED",
                        "[1] 1: SUCCESSFUL",
                        "[2] 2: FAILED",
                        "[3] 3: SUCCESSFUL",
                        "repetition 1 of 2: SUCCESSFUL",
                        "repetition 2 of 2: FAILED",
                        "first: SUCCESSFUL",
                        "deep: FAILED",
                        "passesInside: SUCCESSFUL",
                        "failsInside: FAILED");
        assertThat(planted.failedContainers()).isEmpty();
        assertThat(planted.thrownBy("failsAnAssertion"))
                .isInstanceOfSatisfying(
                        AssertionFailedError.class,
                        failure -> assertThat(failure.getExpected().getStringRepresentation())
                                .contains("another"));
        assertThat(planted.thrownBy("throwsWithACause"))
                .isInstanceOf(IOException.class)
                .hasMessage("äußerst\tlang\n")
                .hasRootCauseMessage("below")
                .satisfies(thrown -> assertThat(thrown.getStackTrace()[0])
                        .hasToString("org.buslane.lab.junit.planted.EveryKind.throwsWithACause(EveryKind.java:36)"));
        assertThat(planted.thrownBy("throwsWhatCannotTravel"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("EveryKind$Untravelled: stays here")
                .hasRootCauseMessage("java.lang.IllegalStateException: and why")
                .satisfies(thrown ->
                        assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("throwsWhatCannotTravel"));
        assertThat(planted.thrownBy("isAborted")).hasMessageContaining("not on this kernel");
    }

    @Test
    void nothingOfTheClassIsCalledOutside() {
        Planted planted = Planted.run(OnlyInside.class);
        assertThat(planted.failedContainers()).isEmpty();
        assertThat(planted.tests())
                .containsExactlyInAnyOrder(
                        "isPrepared: SUCCESSFUL",
                        "seesBothInstances: SUCCESSFUL",
                        "isPrepared: SUCCESSFUL",
                        "seesBothInstances: SUCCESSFUL");
    }

    @Test
    void eachKernelIsAContainerThatIsNamedAfterIt() {
        assertThat(Planted.run(OnlyInside.class).containers()).contains("kernel 6.1", "kernel 6.12");
    }

    @Test
    void whatFailsBeforeAllFailsTheClass() {
        Planted planted = Planted.run(FailsBeforeAll.class);
        assertThat(planted.tests()).isEmpty();
        assertThat(planted.failedContainers()).containsExactly("kernel 6.1");
        assertThat(planted.thrownBy("kernel 6.1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("around all");
    }

    @Test
    void whatFailsAfterAllFailsTheClassAndNoTest() {
        Planted planted = Planted.run(FailsAfterAll.class);
        assertThat(planted.tests()).containsExactly("test: SUCCESSFUL");
        assertThat(planted.failedContainers()).containsExactly("kernel 6.1");
        assertThat(planted.thrownBy("kernel 6.1")).hasMessage("around all");
    }

    @Test
    void whatFailsAroundANestedClassFailsThere() {
        Planted planted = Planted.run(NestedFails.class);
        assertThat(planted.tests()).containsExactlyInAnyOrder("passes: SUCCESSFUL", "testOfLast: SUCCESSFUL");
        assertThat(planted.failedContainers()).containsExactlyInAnyOrder("First", "Last");
        assertThat(planted.thrownBy("First")).hasMessage("before the first's");
        assertThat(planted.thrownBy("Last")).hasMessage("after the last's");
    }

    @Test
    void whatATestWritesOnStandardOutputHarmsNoReport() {
        Planted planted = Planted.run(Talking.class);
        assertThat(planted.tests())
                .containsExactlyInAnyOrder(
                        "prints: SUCCESSFUL",
                        "writesPartOfALine: SUCCESSFUL",
                        "startsATalkingProgram: SUCCESSFUL",
                        "readsNoRequest: SUCCESSFUL");
    }
}
