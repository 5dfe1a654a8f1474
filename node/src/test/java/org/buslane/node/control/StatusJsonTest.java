package org.buslane.node.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.buslane.core.testkit.Gen;
import org.buslane.core.testkit.Property;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;

class StatusJsonTest {
    private static final NodeStatus STATUS = new NodeStatus(
            new NodeStatus.Gateway(
                    42, "0.1.0", "/run/buslane", 3661, 60_000, false, 0, 3, 1, 2, "http://127.0.0.1:9100/metrics"),
            List.of(
                    new NodeStatus.Bus("can0", "fd", true, 40163, 2),
                    new NodeStatus.Bus("can1", "classic", false, 0, 0)),
            List.of(new NodeStatus.Lane(
                    "local",
                    "/run/buslane/lanes/local/bus.sock",
                    List.of(new NodeStatus.Link("can0", 20001, "can0", "all", "none", true)),
                    new NodeStatus.Counts(10, 7, Map.of("denied", 3L)),
                    new NodeStatus.Counts(5, 5, Map.of()),
                    List.of(new NodeStatus.Socket(
                            99,
                            65534,
                            "any",
                            new NodeStatus.Counts(1, 1, Map.of()),
                            new NodeStatus.Counts(9, 4, Map.of("queue_full", 3L, "unwanted", 2L)))))),
            List.of(new NodeStatus.Resident(
                    "adapter of can1",
                    "can1",
                    "slcan:/dev/ttyACM0@500k",
                    false,
                    "away, /dev/ttyACM0 was unplugged",
                    new NodeStatus.Counts(3, 3, Map.of()),
                    new NodeStatus.Counts(2, 1, Map.of("down", 1L)))),
            List.of(new NodeStatus.Carried(
                    "can2",
                    "down",
                    "interface can2 is down",
                    new NodeStatus.Counts(9, 8, Map.of("queue_full", 1L)),
                    new NodeStatus.Counts(4, 2, Map.of("over_age", 1L)),
                    1)),
            List.of(new NodeStatus.Tunnel(
                    "far",
                    "can2",
                    "cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000",
                    false,
                    "interface can2 is down",
                    "0.0.0.0:20000/udp",
                    new NodeStatus.Counts(4, 2, Map.of("over_age", 1L)),
                    new NodeStatus.Counts(8, 8, Map.of()),
                    List.of(new NodeStatus.Peer(
                            "192.0.2.7:20000",
                            true,
                            "",
                            new NodeStatus.Counts(8, 8, Map.of()),
                            new NodeStatus.Counts(5, 4, Map.of("denied", 1L)),
                            new TreeMap<>(Map.of("gaps", 3L, "bytes_sent", 120L)))))));

    @Test
    void theStatusHasItsPublishedShape() {
        assertThat(StatusJson.write(STATUS)).isEqualTo("""
                        {"gateway":{"pid":42,"version":"0.1.0","folder":"/run/buslane","seconds":3661,"resident-kib":60000,\
                        "resumed":false,"takeovers":0,\
                        "refused-sockets":3,"refused-requests":1,"malformed-requests":2,\
                        "metrics":"http://127.0.0.1:9100/metrics"},\
                        "buses":[{"name":"can0","kind":"fd","up":true,"frames":40163,"sockets":2},\
                        {"name":"can1","kind":"classic","up":false,"frames":0,"sockets":0}],\
                        "lanes":[{"name":"local","socket":"/run/buslane/lanes/local/bus.sock",\
                        "interfaces":[{"name":"can0","index":20001,"bus":"can0","read":"all","write":"none",\
                        "error-frames":true}],\
                        "written":{"in":10,"delivered":7,"dropped":{"denied":3}},\
                        "read":{"in":5,"delivered":5,"dropped":{}},\
                        "sockets":[{"pid":99,"uid":65534,"bound":"any",\
                        "written":{"in":1,"delivered":1,"dropped":{}},\
                        "read":{"in":9,"delivered":4,"dropped":{"queue_full":3,"unwanted":2}}}]}],\
                        "residents":[{"name":"adapter of can1","bus":"can1","kind":"slcan:/dev/ttyACM0@500k",\
                        "well":false,"state":"away, /dev/ttyACM0 was unplugged",\
                        "written":{"in":3,"delivered":3,"dropped":{}},\
                        "read":{"in":2,"delivered":1,"dropped":{"down":1}}}],\
                        "carried":[{"bus":"can2","state":"down","note":"interface can2 is down",\
                        "heard":{"in":9,"delivered":8,"dropped":{"queue_full":1}},\
                        "said":{"in":4,"delivered":2,"dropped":{"over_age":1}},"waiting":1}],\
                        "tunnels":[{"name":"far","bus":"can2",\
                        "kind":"cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000","well":false,\
                        "note":"interface can2 is down","listening":"0.0.0.0:20000/udp",\
                        "said":{"in":4,"delivered":2,"dropped":{"over_age":1}},\
                        "heard":{"in":8,"delivered":8,"dropped":{}},\
                        "peers":[{"name":"192.0.2.7:20000","well":true,"note":"",\
                        "sent":{"in":8,"delivered":8,"dropped":{}},\
                        "received":{"in":5,"delivered":4,"dropped":{"denied":1}},\
                        "counts":{"bytes_sent":120,"gaps":3}}]}]}\
                        """);
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(StatusJson.read(StatusJson.write(STATUS))).isEqualTo(STATUS);
    }

    @Test
    void anAnswerWithAFieldMissingSaysWhich() {
        assertThatThrownBy(() -> StatusJson.read("{\"gateway\":{\"pid\":1},\"buses\":[],\"lanes\":[]}"))
                .isInstanceOf(NodeException.class)
                .hasMessageStartingWith("the gateway's answer has no 'version' that is a text");
    }

    @Test
    void anyTextIsReadOrRefused() {
        String whole = StatusJson.write(STATUS);
        Gen<String> damaged = random -> {
            StringBuilder text = new StringBuilder(whole);
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(' ', 127));
            }
            return random.nextBoolean() ? text.toString() : text.substring(0, random.nextInt(text.length()));
        };
        Property.holds(damaged, text -> {
            try {
                assertThat(StatusJson.read(text)).isNotNull();
            } catch (NodeException refused) {
                assertThat(refused).message().isNotBlank();
            }
        });
    }
}
