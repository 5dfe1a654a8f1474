package org.buslane.node.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.buslane.tunnel.socketcand.Command;
import org.junit.jupiter.api.Test;

/** What needs no interface; the rest is for the lab. */
class KernelBusControlTest {
    private static final Command.SetTiming TIMING = new Command.SetTiming("can0", 500_000, -1, -1, -1, -1, -1, -1, -1);
    private static final Command.SetModes MODES = new Command.SetModes("can0", true, false, false);

    @Test
    void aVirtualBusHasNothingToSetAndIsReady() {
        KernelBusControl control = new KernelBusControl(Set.of("can0"), true);

        assertThat(control.start("can0")).isEmpty();
        assertThat(control.set(TIMING))
                .contains("can0 is a virtual bus, which has no bit timing and no modes of a CAN card");
        assertThat(control.set(MODES)).isEqualTo(control.set(TIMING));
    }

    @Test
    void whoMayNotIsToldSo() {
        KernelBusControl control = new KernelBusControl(Set.of(), false);

        assertThat(control.set(TIMING)).contains("clients may not change can0 here");
        assertThat(control.set(MODES)).contains("clients may not change can0 here");
    }

    @Test
    void whatIsNoCanInterfaceIsNoBus() {
        KernelBusControl control = new KernelBusControl(Set.of(), true);

        assertThat(control.start("lo")).contains("there is no CAN interface lo");
        assertThat(control.start("any word > at all")).contains("there is no CAN interface any word > at all");
    }
}
