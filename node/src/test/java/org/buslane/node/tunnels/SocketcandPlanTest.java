package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.linux.inet.InetPlace;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.ListenNames.Interface;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.socketcand.Behaviour;
import org.buslane.tunnel.socketcand.Dialect;
import org.buslane.tunnel.socketcand.Limits;
import org.buslane.tunnel.socketcand.ListenPlace;
import org.buslane.tunnel.socketcand.ServerSpec;
import org.buslane.tunnel.socketcand.ServerSpec.Beaconing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketcandPlanTest {
    private static final ListenNames INTERFACES =
            new ListenNames(List.of(new Interface("eth0", List.of(InetAddress.ofLiteral("192.0.2.7")))));

    private static ServerSpec plan(String line, String file) {
        return SocketcandPlan.of(
                SocketcandArguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" "))),
                SocketcandConf.parse("f", file),
                "here",
                INTERFACES);
    }

    @Test
    void whatIsNotSaidIsAsTheOriginalHasIt() {
        assertThat(plan("", ""))
                .isEqualTo(new ServerSpec(
                        "socketcand",
                        List.of("vcan0"),
                        List.of(new ListenPlace.Tcp(InetPlace.parse("192.0.2.7:29536"))),
                        new Policy(RuleSet.parse("allr"), RuleSet.parse("allr"), false),
                        List.of(),
                        false,
                        Limits.USUAL,
                        Behaviour.USUAL,
                        Optional.empty(),
                        Optional.of(new Beaconing("here", "socketcand"))));
    }

    @Test
    void theCommandLineHoldsOverTheFile() {
        ServerSpec spec = plan(
                "-i can0,can1 -e 4 --dialect rtr --lenient --clients 3 --read 1FF -q",
                "busses = \"vcan7\"; port = 1; listen = \"127.0.0.1\"; description = \"bench\";");

        assertThat(spec.buses()).containsExactly("can0", "can1");
        assertThat(spec.listen()).map(Object::toString).containsExactly("127.0.0.1:1/tcp");
        assertThat(spec.policy()).isEqualTo(new Policy(RuleSet.parse("1FF"), RuleSet.parse("allr"), true));
        assertThat(spec.limits().clients()).isEqualTo(3);
        assertThat(spec.behaviour())
                .isEqualTo(new Behaviour(
                        Set.of(Dialect.RTR),
                        4,
                        false,
                        true,
                        Behaviour.USUAL.holdOff(),
                        Behaviour.USUAL.queue(),
                        Behaviour.USUAL.reel()));
        assertThat(spec.beacon()).contains(new Beaconing("here", "bench"));
    }

    @Test
    void aUnixSocketTakesThePlaceOfTcpAndHasNoBeacon() {
        ServerSpec spec = plan("-u /run/can -l nowhere", "");

        assertThat(spec.listen()).containsExactly(new ListenPlace.Unix("/run/can"));
        assertThat(spec.beacon()).isEmpty();
        assertThat(plan("-n", "").beacon()).isEmpty();
    }

    @Test
    void clientsSpeakTlsWhereThereIsACertificate() {
        assertThat(plan("--tls-certificate c --tls-key k", "").tls())
                .contains(new TlsFiles(Optional.of(Path.of("c")), Optional.of(Path.of("k")), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            -i can0,,can1     | --interfaces is of buses with commas between them such as can0,can1, each once, not 'can0,,can1'
            -i can0,can0      | --interfaces is of buses with commas between them such as can0,can1, each once, not 'can0,can0'
            --tls-authority a | --tls-authority goes with --tls-certificate and --tls-key: a server has its own
            -l eth7           | there is no interface 'eth7' with an address to listen at; there is eth0 (192.0.2.7): choose with --listen INTERFACE[,INTERFACE], an address or all
            --dialect rtr -i  | -i lacks its value
            """)
    void aMistakeIsOneSentence(String line, String sentence) {
        assertThatThrownBy(() -> plan(line, ""))
                .isInstanceOf(NodeException.class)
                .hasMessage(sentence);
    }
}
