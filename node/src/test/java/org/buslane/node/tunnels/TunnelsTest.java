package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.PortState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** On interfaces that are not there, so on any kernel. */
class TunnelsTest {
    private final QuietTunnel one = QuietTunnel.named("one");
    private final QuietTunnel two = QuietTunnel.named("two");
    private final QuietTunnel other = QuietTunnel.named("other");
    private final TunnelSpec first = new TunnelSpec("first", "absent0", one);
    private final TunnelSpec second = new TunnelSpec("second", "absent0", two);
    private final TunnelSpec far = new TunnelSpec("far", "absent1", other);
    private final Tunnels tunnels = new Tunnels(Tunnels::kernelPort, BusClock.real());

    @AfterEach
    void end() {
        tunnels.close();
    }

    @Test
    void eachBusHasItsThreadAndItsTunnels() {
        assertThat(tunnels.change(List.of(first, second, far)))
                .containsExactly(
                        "begin first on bus absent0: a quiet one named one",
                        "begin second on bus absent0: a quiet one named two",
                        "begin far on bus absent1: a quiet one named other");

        assertThat(tunnels.reports())
                .extracting(BusReport::bus, bus -> bus.tunnels().size(), BusReport::state)
                .containsExactly(tuple("absent0", 2, PortState.AWAY), tuple("absent1", 1, PortState.AWAY));
        assertThat(tunnels.difference(List.of(first, second, far))).isEmpty();
    }

    @Test
    void aTunnelThatIsAnotherBeginsAnewAndTheOthersGoOn() {
        tunnels.change(List.of(first, second, far));
        QuietTunnel changed = QuietTunnel.named("changed");
        TunnelSpec after = new TunnelSpec("first", "absent0", changed);

        assertThat(tunnels.difference(List.of(after, second)))
                .isEqualTo(tunnels.change(List.of(after, second)))
                .containsExactly("end first", "end far", "begin first on bus absent0: a quiet one named changed");

        assertThat(one.log()).contains("closed");
        assertThat(other.log()).contains("closed");
        assertThat(changed.opened()).hasValue(1);
        assertThat(two.opened()).hasValue(1);
        assertThat(two.log()).doesNotContain("closed");
        assertThat(tunnels.reports()).extracting(BusReport::bus).containsExactly("absent0");
    }

    @Test
    void atTheEndNoneIsLeft() {
        tunnels.change(List.of(first, far));
        tunnels.close();

        assertThat(one.log()).contains("closed");
        assertThat(other.log()).contains("closed");
        assertThat(tunnels.reports()).isEmpty();
    }
}
