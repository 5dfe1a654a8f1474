package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.node.NodeException;
import org.buslane.node.control.NodeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A gateway gets another configuration under real programs. */
@ExtendWith(PlaceExtension.class)
class ReloadTest {
    private static final String BEFORE = """
            buses: [body, drive]
            lanes:
              - {name: ecu, interfaces: [{name: can0, bus: body, read: all, write: all}]}
              - {name: seat, interfaces: [{name: can0, bus: drive, read: all, write: all}]}
            """;

    private static final String AFTER = """
            buses: [body, comfort]
            lanes:
              - {name: ecu, interfaces: [{name: can0, bus: body, read: 100-1FF, write: none}]}
              - {name: door, interfaces: [{name: can0, bus: comfort, read: all, write: all}]}
            """;

    @Test
    void aLaneComesAnotherGoesAndAThirdIsJudgedAnewUnderItsCandump(Place place) {
        Gateway gateway = place.up("--config", place.file("node.yaml", BEFORE).toString());
        try (Running stays =
                        in(place, "ecu", "candump", "-L", "-n", "2", "can0").start();
                Running gone = in(place, "seat", "candump", "-L", "can0").start();
                Running unplugged = place.run("candump", "-L", "drive").start();
                Running all = place.run("candump", "-L", "-n", "3", "any").start()) {
            for (Running each : List.of(stays, gone, unplugged)) {
                gateway.awaitBound(each, 1);
            }
            gateway.awaitBound(all, 1);
            send(place, "body", "300#01");
            stays.awaitLines(1);
            Path file = place.file("node.yaml", AFTER);

            List<String> changes = gateway.reload(file, true);
            assertThat(changes)
                    .containsExactly(
                            "add bus comfort (fd)",
                            "add to lane local comfort: read allr, write allr, error frames",
                            "remove from lane local drive",
                            "let lane ecu on can0 read 100-1FF instead of all, write none instead of all",
                            "add lane door with can0 (bus comfort): read all, write all",
                            "remove lane seat",
                            "remove bus drive");
            assertThat(gateway.status().buses())
                    .extracting(NodeStatus.Bus::name)
                    .containsExactly("body", "drive");
            assertThat(gateway.reload(file, false)).isEqualTo(changes);

            assertThat(gone.finish().err()).contains("Network is down");
            assertThat(unplugged.finish().err()).contains("No such device");
            send(place, "body", "300#02");
            send(place, "body", "123#03");
            in(place, "door", "cansend", "can0", "001#04").finish().successfully();
            assertThat(CandumpLog.frames(stays.finish().successfully().outLines()))
                    .containsExactly("can0 300#01", "can0 123#03");
            assertThat(all.finish().successfully().outLines()).hasSize(3);
        }
        Balance.check(gateway.status());
    }

    @Test
    void aFileWithAMistakeChangesNothing(Place place) {
        Gateway gateway = place.up("--config", place.file("node.yaml", BEFORE).toString());
        Path bad = place.file("bad.yaml", "buses:\n  - body\nlanes:\n  - {nam: ecu}\n");
        try (Running candump =
                in(place, "ecu", "candump", "-L", "-n", "1", "can0").start()) {
            gateway.awaitBound(candump, 1);

            assertThatThrownBy(() -> gateway.reload(bad, false))
                    .isInstanceOf(NodeException.class)
                    .hasMessageContaining(bad + ":4:")
                    .hasMessageContaining("nam");

            send(place, "body", "300#01");
            candump.finish().successfully();
        }
        assertThat(gateway.status().lanes())
                .extracting(NodeStatus.Lane::name)
                .containsExactlyInAnyOrder("local", "ecu", "seat");
    }

    @Test
    void aGatewayKilledRightAfterAReloadGoesOnWithWhatTheFileSays(Place place) {
        Path file = place.file("node.yaml", BEFORE);
        Gateway gateway = place.up("--config", file.toString());
        try (Running stays =
                        in(place, "ecu", "candump", "-L", "-n", "2", "can0").start();
                Running gone = in(place, "seat", "candump", "-L", "can0").start()) {
            gateway.awaitBound(stays, 1);
            gateway.awaitBound(gone, 1);
            send(place, "body", "123#01");
            place.file("node.yaml", AFTER);
            long killed = gateway.status().gateway().pid();

            gateway.reload(file, false);
            gateway.killJvm();

            NodeStatus next = gateway.await(
                    "go on with another JVM", status -> status.gateway().pid() != killed);
            assertThat(next.gateway().takeovers()).isEqualTo(1);
            assertThat(next.buses()).extracting(NodeStatus.Bus::name).containsExactly("body", "comfort");
            assertThat(next.buses().getFirst().frames()).isEqualTo(1);
            assertThat(gone.finish().err()).contains("Network is down");
            try (Running door =
                    in(place, "door", "candump", "-L", "-n", "1", "can0").start()) {
                gateway.awaitBound(door, 1);
                send(place, "comfort", "001#02");
                door.finish().successfully();
            }
            send(place, "body", "300#03");
            send(place, "body", "124#04");
            assertThat(CandumpLog.frames(stays.finish().successfully().outLines()))
                    .containsExactly("can0 123#01", "can0 124#04");
        }
        Balance.check(gateway.status());
    }

    private static Command in(Place place, String lane, String program, String... words) {
        List<String> line = new ArrayList<>(List.of("run", "--lane", lane, "--"));
        line.add(place.checkout().program(program).toString());
        line.addAll(List.of(words));
        return place.buslane(line.toArray(String[]::new));
    }

    private static void send(Place place, String bus, String frame) {
        place.run("cansend", bus, frame).finish().successfully();
    }
}
