package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeaconTextTest {
    private static final BeaconText BEACON =
            new BeaconText("bench", "socketcand", "192.0.2.7", 29536, List.of("vcan0", "vcan1"));

    /** What socketcand 0.6.1 sent. */
    private static final String ORIGINAL = "<CANBeacon name=\"bench\" type=\"SocketCAN\" description=\"socketcand\">\n"
            + "<URL>can://192.0.2.7:29536</URL><Bus name=\"vcan0\"/><Bus name=\"vcan1\"/></CANBeacon>";

    @Test
    void itIsTheOriginalsByteForByte() {
        assertThat(new String(BEACON.write(), StandardCharsets.UTF_8)).isEqualTo(ORIGINAL);
        assertThat(read(ORIGINAL)).containsExactly(BEACON);
    }

    @Test
    void wordsAreEscapedAndComeBack() {
        BeaconText odd = new BeaconText("a\"b<c>&'", "<&amp;>", "2001:db8::7", 1, List.of("can\"0"));
        String text = new String(odd.write(), StandardCharsets.UTF_8);
        assertThat(text)
                .contains(
                        "name=\"a&quot;b&lt;c&gt;&amp;&apos;\"",
                        "can://[2001:db8::7]:1<",
                        "<Bus name=\"can&quot;0\"/>");
        assertThat(read(text)).containsExactly(odd);
    }

    @Test
    void wordsThatTheOriginalDoesNotEscapeAreReadToo() {
        assertThat(read(ORIGINAL.replace("\"socketcand\"", "\"a < b > c & d\"")))
                .containsExactly(new BeaconText("bench", "a < b > c & d", "192.0.2.7", 29536, BEACON.buses()));
    }

    @Test
    void busesWithoutRoomAreLeftOut() {
        List<String> many =
                IntStream.range(0, 200).mapToObj("can%03d"::formatted).toList();
        byte[] datagram = new BeaconText("bench", "d", "192.0.2.7", 29536, many).write();
        assertThat(datagram).hasSizeBetween(BeaconText.MOST - 30, BeaconText.MOST);
        assertThat(read(new String(datagram, StandardCharsets.UTF_8)).getFirst().buses())
                .hasSizeGreaterThan(80)
                .startsWith("can000", "can001");
    }

    @Test
    void anotherLayoutIsReadToo() {
        assertThat(read("<?xml version='1.0'?><CANBeacon name='x'/>")).isEmpty();
        assertThat(read("""
                          <CANBeacon
                          name='x' description=d>
                         <Extra a=b/> <URL> can://bench.local:5 </URL>
                        <Bus speed='1' name='can0' /> <Bus/> <Bus name=''/>
                        </CANBeacon>
                        """)).containsExactly(new BeaconText("x", "d", "bench.local", 5, List.of("can0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<CANBeacon",
                "<CANBeacon name=",
                "<CANBeacon name=\"x",
                "<CANBeacon></CANBeacon>",
                "<CANBeacon><URL>can://</URL>",
                "<CANBeacon><URL>can://:5</URL>",
                "<CANBeacon><URL>can://h:0</URL>",
                "<CANBeacon><URL>can://h:65536</URL>",
                "<CANBeacon><URL>can://h:x</URL>",
                "<CANBeacon><URL>http://h:5</URL>",
                "<CANBeacon name='\u001b[2J'><URL>can://h:5</URL>",
                "<Beacon><URL>can://h:5</URL>",
                "hello"
            })
    void whatIsNoBeaconIsNone(String text) {
        assertThat(read(text)).isEmpty();
    }

    private static List<BeaconText> read(String text) {
        return BeaconText.read(text.getBytes(StandardCharsets.UTF_8)).stream().toList();
    }

    @Test
    void wordsThatNoDatagramHasRoomForAreRefused() {
        assertThatThrownBy(() -> new ServerSpec.Beaconing("bench", "\"".repeat(400)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a beacon is a datagram of 2047 bytes, in which its name and description do not fit: they make it 2507");
    }
}
