package org.buslane.node.tunnels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.buslane.node.NodeException;
import org.buslane.node.tunnels.ListenNames.Interface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenNamesTest {
    private static final Interface LO = of("lo", "127.0.0.1", "::1");
    private static final ListenNames BOTH =
            new ListenNames(List.of(LO, of("eth0", "192.0.2.7", "192.0.2.8", "2001:db8::7")));

    private static Interface of(String name, String... addresses) {
        return new Interface(
                name, Stream.of(addresses).map(InetAddress::ofLiteral).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eth0                       | 192.0.2.7:1 192.0.2.8:1 [2001:db8::7]:1
            eth0, lo                   | 192.0.2.7:1 192.0.2.8:1 [2001:db8::7]:1 127.0.0.1:1 [::1]:1
            lo,127.0.0.1               | 127.0.0.1:1 [::1]:1
            198.51.100.1               | 198.51.100.1:1
            [2001:db8::9],2001:db8::a  | [2001:db8::9]:1 [2001:db8::a]:1
            all                        | [::]:1
            """)
    void interfacesAreTheirAddresses(String words, String places) {
        assertThat(BOTH.places(words, 1)).map(Object::toString).containsExactly(places.split(" "));
    }

    @Test
    void withoutIpv6AllAreThoseOfIpv4() {
        ListenNames four = new ListenNames(List.of(of("eth0", "192.0.2.7")));

        assertThat(four.places("all", 29_536)).map(Object::toString).containsExactly("0.0.0.0:29536");
    }

    @Test
    void whatThereIsNotIsAnsweredByWhatThereIs() {
        assertThatThrownBy(() -> BOTH.places("eth1", 1))
                .isInstanceOf(NodeException.class)
                .hasMessage("there is no interface 'eth1' with an address to listen at; there is lo (127.0.0.1,"
                        + " 0:0:0:0:0:0:0:1), eth0 (192.0.2.7, 192.0.2.8, 2001:db8:0:0:0:0:0:7): choose with --listen"
                        + " INTERFACE[,INTERFACE], an address or all");
        assertThatThrownBy(() -> BOTH.places("lo,", 1)).hasMessageStartingWith("there is no interface ''");
    }

    @Test
    void everyMachineHasItsOwnAddress() {
        assertThat(ListenNames.ofThisMachine().places("lo", 1))
                .map(Object::toString)
                .contains("127.0.0.1:1");
    }
}
