package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WhomTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.8, false",
        "192.0.2.0/24, 192.0.2.255, true",
        "192.0.2.0/24, 192.0.3.0, false",
        "192.0.2.128/25, 192.0.2.127, false",
        "192.0.2.128/25, 192.0.2.128, true",
        "10.1.2.3/20, 10.1.15.255, true",
        "10.1.2.3/20, 10.1.16.0, false",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::7, 2001:db8::8, false",
        "unix, 192.0.2.7, false",
        "name:bench, 192.0.2.7, false",
    })
    void anAddressOrANetworkIsThoseOfTheSameFirstBits(String who, String address, boolean fits) {
        assertThat(Whom.parse(who).fits(from(address))).isEqualTo(fits);
    }

    @Test
    void aNameIsThatOfACertificate() {
        assertThat(Whom.parse("name:bench").fits(named("bench"))).isTrue();
        assertThat(Whom.parse("name:bench").fits(named("other"))).isFalse();
    }

    @Test
    void unixIsWhoeverHasNoAddress() {
        assertThat(Whom.parse("unix").fits(new Whom.Client(Optional.empty(), Optional.empty())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "2001:db8::/129", "name:"})
    void anythingElseIsRefusedInASentence(String who) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientRule(who, Policy.everything(), Set.of()))
                .withMessageContaining("a client is an address, a network");
    }

    @Test
    void theFirstRuleThatFitsCounts() {
        ServerSpec spec = spec(false);

        assertThat(Admission.of(spec, from("192.0.2.7"))).contains(new Admission(Policy.everything(), List.of("can1")));
        assertThat(Admission.of(spec, from("192.0.2.8")))
                .contains(new Admission(Policy.readOnly(), List.of("can0", "can1")));
        assertThat(Admission.of(spec, from("203.0.113.1")))
                .contains(new Admission(Policy.everything(), List.of("can0", "can1")));
    }

    @Test
    void aClosedServerIsForThoseWithARule() {
        assertThat(Admission.of(spec(true), from("203.0.113.1"))).isEmpty();
        assertThat(Admission.of(spec(true), from("192.0.2.8"))).isPresent();
    }

    @Test
    void whoOnlyReadsConfiguresNothing() {
        assertThat(new Admission(Policy.readOnly(), List.of()).configures()).isFalse();
        assertThat(new Admission(Policy.everything(), List.of()).configures()).isTrue();
    }

    private static ServerSpec spec(boolean isClosed) {
        return Served.spec(
                Policy.everything(),
                List.of(
                        new ClientRule("192.0.2.7", Policy.everything(), Set.of("can1", "can9")),
                        new ClientRule("192.0.2.0/24", Policy.readOnly(), Set.of())),
                isClosed,
                Behaviour.USUAL,
                Limits.USUAL);
    }

    private static Whom.Client from(String address) {
        return new Whom.Client(Optional.of(InetAddress.ofLiteral(address)), Optional.empty());
    }

    private static Whom.Client named(String name) {
        return new Whom.Client(Optional.of(InetAddress.ofLiteral("192.0.2.7")), Optional.of(name));
    }
}
