package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What an unprivileged container has of Buslane: the folder of its lane, mounted, and the library. User, network and
 * mount namespaces of its own stand in for the rest of it.
 */
@ExtendWith(PlaceExtension.class)
class ContainerTest {
    private static final String INSIDE = """
            mount --bind "$1" "$3"
            mount -t tmpfs none "$2"
            export BUSLANE_SOCKET="$3/bus.sock" LD_PRELOAD="$4"
            shift 4
            exec "$@"
            """;

    private final Programs programs;

    ContainerTest(Programs programs) {
        this.programs = programs;
    }

    @Test
    void needsTheFolderOfItsLaneAndTheLibrary() throws IOException {
        Place place = programs.place();
        Path mounted = Files.createDirectories(place.folder().resolve("mounted"));
        Command candump = container(mounted, "candump", "-L", "-n", "1", "can0");
        try (Running inside = programs.listen(1, candump);
                Running outside = programs.listen("candump", "-x", "-n", "2", "can0")) {
            programs.send("can0", "123#01");
            assertThat(CandumpLog.frames(inside.finish().successfully().outLines()))
                    .containsExactly("can0 123#01");
            container(mounted, "cansend", "can0", "124#02").finish().successfully();
            assertThat(outside.finish().successfully().outLines())
                    .containsExactly("  can0  TX - -  123   [1]  01", "  can0  RX - -  124   [1]  02");
        }
    }

    @Test
    void reachesNoOtherLaneAndNoControlSocket() throws IOException {
        Place place = programs.place();
        Path mounted = Files.createDirectories(place.folder().resolve("mounted"));
        Path launcher = place.checkout().launcher();
        assertThat(container(mounted, launcher, "run", "--", "true").finish().complaint())
                .contains("no gateway");
        assertThat(container(mounted, launcher, "status").finish().complaint()).contains("no gateway");
        assertThat(place.rundir().resolve("lanes/ecu")).isDirectoryContaining("glob:**/bus.sock");
        try (Stream<Path> files = Files.list(place.rundir().resolve("lanes/ecu"))) {
            assertThat(files).hasSize(1);
        }
    }

    private Command container(Path mounted, String program, String... words) {
        return container(mounted, programs.place().checkout().program(program), words);
    }

    /** Runs a program that sees of the lane ecu its folder, and nothing else of the gateway's. */
    private Command container(Path mounted, Path program, String... words) {
        Place place = programs.place();
        String[] line = {
            "unshare",
            "-Urnm",
            "sh",
            "-ec",
            INSIDE,
            "sh",
            place.rundir().resolve("lanes/ecu").toString(),
            place.rundir().toString(),
            mounted.toString(),
            place.checkout().current().resolve("libbuslane-can.so").toString(),
            program.toString()
        };
        String[] all = Stream.concat(Stream.of(line), Stream.of(words)).toArray(String[]::new);
        return place.command(all).as(Caller.ORDINARY);
    }
}
