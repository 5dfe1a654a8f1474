package org.buslane.node.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.socketcand.Behaviour;
import org.buslane.tunnel.socketcand.BusTraffic;
import org.buslane.tunnel.socketcand.Limits;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketcandServersTest {
    private final SocketcandServers servers =
            new SocketcandServers(_ -> new BusTraffic(0, 0, 0, 0), "here", BusClock.real());

    @AfterEach
    void allEnd() {
        servers.close();
    }

    private static DeclaredServer server(String name, String... buses) {
        return new DeclaredServer(
                new ServerSpec(
                        name,
                        List.of(buses),
                        List.of(new ListenPlace.Unix("buslane-servers-test-"
                                + ProcessHandle.current().pid() + name)),
                        Policy.readOnly(),
                        List.of(),
                        false,
                        Limits.USUAL,
                        Behaviour.USUAL,
                        Optional.empty(),
                        Optional.empty()),
                Set.of(),
                false);
    }

    private List<TunnelKind> kinds(DeclaredServer... wanted) {
        return servers.change(List.of(wanted), tunnels -> tunnels).stream()
                .map(TunnelSpec::kind)
                .toList();
    }

    @Test
    void aServerIsATunnelOfEachOfItsBuses() {
        assertThat(servers.begin(List.of(server("n", "can0", "can1"), server("m", "can0"))))
                .extracting(TunnelSpec::name, TunnelSpec::bus)
                .containsExactly(tuple("can0 n", "can0"), tuple("can1 n", "can1"), tuple("can0 m", "can0"));
    }

    @Test
    void whatIsDeclaredAsBeforeGoesOnAndWhatIsOtherBeginsAnew() {
        List<TunnelKind> before = kinds(server("n", "can0"), server("m", "can0"));

        assertThat(kinds(server("n", "can0"), server("m", "can0"))).isEqualTo(before);
        List<TunnelKind> after = kinds(server("m", "can0"), server("n", "can0", "can1"));
        assertThat(after.getFirst()).isEqualTo(before.get(1));
        assertThat(before).doesNotContain(after.get(1), after.get(2));
        kinds();
        assertThat(kinds(server("m", "can0")))
                .as("another, though declared as once")
                .isNotEqualTo(after.subList(0, 1));
    }

    @Test
    void aPlanBeginsNothing() {
        List<TunnelKind> running = kinds(server("n", "can0"));
        List<TunnelSpec> plan = servers.preview(List.of(server("n", "can0"), server("m", "can0")));

        assertThat(plan.getFirst().kind()).isEqualTo(running.getFirst());
        assertThat(plan.get(1).kind().words()).startsWith("socketcand at unix @buslane-servers-test-");
        assertThat(servers.preview(List.of(server("m", "can0"))))
                .isNotEqualTo(servers.begin(List.of(server("m", "can0"))));
    }

    @Test
    void whereBusesCannotHaveTheTunnelsAllIsAsBefore() {
        List<TunnelKind> before = kinds(server("n", "can0"));

        assertThatThrownBy(() -> servers.change(List.of(server("m", "can0")), _ -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(servers.preview(List.of(server("n", "can0"))))
                .extracting(TunnelSpec::kind)
                .isEqualTo(before);
        assertThat(servers.preview(List.of(server("m", "can0"))).getFirst().kind())
                .isInstanceOf(Unopened.class);
    }
}
