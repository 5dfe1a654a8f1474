package org.buslane.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.buslane.lab.junit.planted.Dying;
import org.buslane.lab.junit.planted.OnlyInside;
import org.buslane.lab.junit.planted.Stuck;
import org.junit.jupiter.api.Test;

/** Guests that end too early, never, or not at all. */
class GuestTroubleTest {
    @Test
    void aGuestThatDiesFailsTheTestsItHasNotReported() {
        Planted planted = Planted.run(Dying.class);
        assertThat(planted.tests()).containsExactly("before: SUCCESSFUL", "kills: FAILED", "after: FAILED");
        assertThat(planted.failedContainers()).isEmpty();
        assertThat(planted.thrownBy("kills"))
                .hasMessageContainingAll(
                        "the guest of kernel 6.1 ended by itself with status 37",
                        "while it ran " + Dying.class.getName(),
                        "nobody will have me");
        assertThat(planted.thrownBy("after")).hasMessageContaining("status 37");
    }

    @Test
    void aGuestThatIsStuckIsKilled() {
        Planted planted = Planted.run(Stuck.class, OnlyInside.class);
        assertThat(planted.tests())
                .as("the next class gets a fresh one")
                .containsExactly(
                        "before: SUCCESSFUL",
                        "isStuck: FAILED",
                        "after: FAILED",
                        "isPrepared: SUCCESSFUL",
                        "seesBothInstances: SUCCESSFUL",
                        "isPrepared: SUCCESSFUL",
                        "seesBothInstances: SUCCESSFUL");
        assertThat(planted.thrownBy("isStuck"))
                .hasMessageContaining("Stuck took longer than 8 s, so the guest of kernel 6.1 was killed");
    }

    @Test
    void theNextClassAfterADeathGetsAFreshGuest() {
        Planted planted = Planted.run(Dying.class, OnlyInside.class);
        assertThat(planted.tests())
                .filteredOn(test -> test.startsWith("isPrepared"))
                .containsExactly("isPrepared: SUCCESSFUL", "isPrepared: SUCCESSFUL");
    }

    @Test
    void aKernelThatDoesNotBootFailsTheClassWithItsLastWords() {
        Planted planted = Planted.run("sh /nowhere/to/boot", OnlyInside.class);
        assertThat(planted.tests()).isEmpty();
        assertThat(planted.failedContainers()).containsExactly("kernel 6.1", "kernel 6.12");
        assertThat(planted.thrownBy("kernel 6.1"))
                .hasMessageContainingAll("the guest of kernel 6.1 ended by itself with status", "/nowhere/to/boot");
    }

    @Test
    void aMissingCommandIsNamed() {
        Planted planted = Planted.run("/nowhere/buslane lab", OnlyInside.class);
        assertThat(planted.thrownBy("OnlyInside"))
                .hasMessageContainingAll("cannot boot kernel 6.1", "/nowhere/buslane");
    }
}
