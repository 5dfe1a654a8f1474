package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final NodeStatus.Counts NONE = new NodeStatus.Counts(0, 0, Map.of());

    @Test
    void showsBusesLanesSocketsAndWhatBecameOfFrames() {
        NodeStatus status = new NodeStatus(
                new NodeStatus.Gateway(42, "0.1.0", "/run/buslane", 3725, 61_440, false, 0, 0, 0, 0, ""),
                List.of(new NodeStatus.Bus("can0", "fd", true, 40163, 2)),
                List.of(new NodeStatus.Lane(
                        "ecu",
                        "/run/buslane/lanes/ecu/bus.sock",
                        List.of(
                                new NodeStatus.Link("can0", 20001, "can0", "allr", "none", true),
                                new NodeStatus.Link("vcan1", 20002, "can1", "all", "100-1FF@50/s", false)),
                        new NodeStatus.Counts(10, 7, Map.of("denied", 3L)),
                        new NodeStatus.Counts(40163, 40100, Map.of("queue_full", 60L, "gone", 3L)),
                        List.of(new NodeStatus.Socket(
                                99, 65534, "any", NONE, new NodeStatus.Counts(5, 5, Map.of()))))));

        assertThat(StatusTable.of(status)).isEqualTo("""
                        gateway 0.1.0, process 42, up 1 h 2 min, 60 MiB, in /run/buslane

                        BUS   KIND  STATE  FRAMES  SOCKETS
                        can0  fd    up     40163   2

                        lane ecu, /run/buslane/lanes/ecu/bus.sock
                          can0: reads everything, writes nothing, error frames
                          vcan1 (bus can1): reads all data frames, writes 100-1FF@50/s
                          SOCKET      UID    BOUND         IN     DELIVERED  DROPPED
                          all so far                wrote  10     7          denied 3
                                                    reads  40163  40100      gone 3, queue full 60
                          process 99  65534  any    wrote  0      0          -
                                                    reads  5      5          -
                        """);
    }

    @Test
    void saysWhatWentWrong() {
        NodeStatus status = new NodeStatus(
                new NodeStatus.Gateway(42, "0.1.0", "/r", 61, 61_440, true, 4, 1, 2, 3, ""), List.of(), List.of());

        assertThat(StatusTable.of(status)).startsWith("""
                        gateway 0.1.0, process 42, up 1 min 1 s (took over from one that was killed), 60 MiB, in /r
                        1 programs turned away for lack of room
                        2 strangers turned away on the control socket
                        3 malformed requests on the control socket
                        """);
    }

    @Test
    void anAdapterHasItsStateAndItsAccount() {
        NodeStatus status = new NodeStatus(
                new NodeStatus.Gateway(42, "0.1.0", "/r", 61, 61_440, false, 0, 0, 0, 0, ""),
                List.of(),
                List.of(),
                List.of(new NodeStatus.Resident(
                        "adapter of can1",
                        "can1",
                        "slcan:/dev/ttyACM0@500k",
                        false,
                        "away, /dev/ttyACM0 was unplugged",
                        new NodeStatus.Counts(12, 12, Map.of()),
                        new NodeStatus.Counts(3, 1, Map.of("down", 2L)))));

        assertThat(StatusTable.of(status)).endsWith("""

                        adapter of can1: slcan:/dev/ttyACM0@500k
                          away, /dev/ttyACM0 was unplugged
                          FRAMES   IN  DELIVERED  DROPPED
                          from it  12  12         -
                          to it    3   1          down 2
                        """);
    }

    @Test
    void aTunnelHasItsBusItsPeersAndWhatBecameOfEachFrame() {
        NodeStatus status = new NodeStatus(
                new NodeStatus.Gateway(42, "0.1.0", "/r", 61, 61_440, false, 0, 0, 0, 0, ""),
                List.of(),
                List.of(),
                List.of(),
                List.of(new NodeStatus.Carried(
                        "can2", "up", "", new NodeStatus.Counts(9, 8, Map.of("queue_full", 1L)), NONE, 3)),
                List.of(new NodeStatus.Tunnel(
                        "far",
                        "can2",
                        "cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000",
                        true,
                        "",
                        "0.0.0.0:20000/udp",
                        NONE,
                        new NodeStatus.Counts(8, 8, Map.of()),
                        List.of(
                                new NodeStatus.Peer(
                                        "192.0.2.7:20000",
                                        true,
                                        "",
                                        new NodeStatus.Counts(8, 8, Map.of()),
                                        new NodeStatus.Counts(5, 4, Map.of("denied", 1L)),
                                        new TreeMap<>(Map.of(
                                                "datagrams_lost",
                                                3L,
                                                "bytes_sent",
                                                120L,
                                                "restarts",
                                                0L,
                                                "jitter_ns",
                                                1_250_000L))),
                                new NodeStatus.Peer(
                                        "192.0.2.8:20000", false, "silent", NONE, NONE, new TreeMap<>())))));

        assertThat(StatusTable.of(status)).endsWith("""

                        CARRIED BUS  STATE         IN  DELIVERED  DROPPED       WAITING
                        can2         up     heard  9   8          queue full 1
                                            said   0   0          -             3

                        tunnel far on bus can2: cannelloni over UDP at 0.0.0.0:20000 with 192.0.2.7:20000
                          listens at 0.0.0.0:20000/udp
                          PEER             STATE                IN  DELIVERED  DROPPED
                          the bus                     heard     8   8          -
                                                      said      0   0          -
                          192.0.2.7:20000  there      sent      8   8          -
                                                      received  5   4          denied 1
                          192.0.2.8:20000  not there  sent      0   0          -
                                                      received  0   0          -
                          192.0.2.7:20000: bytes sent 120, datagrams lost 3, jitter 1.250 ms
                          192.0.2.8:20000: silent
                        """);
    }
}
