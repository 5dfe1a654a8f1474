package org.buslane.linux.inet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InetPlaceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7:20000",
                "0.0.0.0:0",
                "[2001:db8::7]:20000",
                "[::]:65535",
                "[::1]:1",
                "[fe80::]:7",
                "[1:2:3:4:5:6:7:8]:9",
                "[2001:db8:0:1:1:1:1:1]:80"
            })
    void aPlaceIsWrittenAsItIsRead(String text) {
        assertThat(InetPlace.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({
        "[2001:0DB8:0:0:1:0:0:1]:80, [2001:db8::1:0:0:1]:80",
        "[1:0:0:2:0:0:0:3]:80, [1:0:0:2::3]:80",
        "[::ffff:192.0.2.7]:80, 192.0.2.7:80"
    })
    void anIpv6AddressIsWrittenInItsShortestForm(String text, String shorter) {
        assertThat(InetPlace.parse(text)).hasToString(shorter);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, has no port",
        "[2001:db8::7], has no port",
        "2001:db8::7:20000, brackets",
        "192.0.2.300:1, is no address",
        "router:1, is no address",
        ":1, is no address",
        "192.0.2.7:, a port is 0 to 65535",
        "192.0.2.7:65536, not 65536",
        "192.0.2.7:-1, a port is 0 to 65535",
        "192.0.2.7:+1, a port is 0 to 65535"
    })
    void whatIsNoPlaceIsRefusedInASentence(String text, String sentence) {
        assertThatThrownBy(() -> InetPlace.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
