package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./buslane} with an application that is built already. */
@ExtendWith(PlaceExtension.class)
class LauncherTest {
    @Test
    void runsInAnyFolder(Place place) {
        assertThat(place.buslane("--version")
                        .in(Path.of("/"))
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void isFoundOnThePathThroughALink(Place place) throws IOException {
        Files.createSymbolicLink(
                place.folder().resolve("buslane"), place.checkout().launcher());
        String path = place.folder() + ":" + System.getenv("PATH");
        assertThat(place.command("sh", "-c", "buslane --version")
                        .with("PATH", path)
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void runsByARelativeName(Place place) throws IOException {
        Checkout copy = place.checkout().copyTo(place.folder().resolve("copy"));
        Path elsewhere = Files.createDirectory(copy.root().resolve("elsewhere"));
        assertThat(place.command("../buslane", "--version")
                        .in(elsewhere)
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void livesInAFolderWithSpaces(Place place) throws IOException {
        Checkout copy = place.checkout().copyTo(place.folder().resolve("two words"));
        assertThat(place.buslane(copy, "--version").finish().successfully().out())
                .startsWith("buslane ");
    }

    @Test
    void servesAStrangerWhoMayOnlyReadIt(Place place) throws IOException {
        Checkout copy = place.checkout().copyTo(place.folder().resolve("copy"));
        assertThat(place.buslane(copy, "--version")
                        .asStranger()
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void tellsAStrangerWhoseBuildItIs(Place place) throws IOException {
        Checkout copy = place.checkout().copyTo(place.folder().resolve("copy"));
        writable(copy, false);
        assertThat(place.buslane(copy, "build").as(Caller.ORDINARY).finish().complaint())
                .contains(copy.root() + "/build is not yours to write");
        writable(copy, true);
    }

    @Test
    void startsFromAotCaches(Place place) {
        assertThat(place.checkout().current().resolve("command.aot")).isNotEmptyFile();
        assertThat(place.checkout().current().resolve("gateway.aot")).isNotEmptyFile();
    }

    @Test
    void doesWithoutTheAotCache(Place place) throws IOException {
        Checkout copy = place.checkout().copyTo(place.folder().resolve("copy"));
        Files.writeString(copy.current().resolve("command.aot"), "this is no AOT cache");
        Finished version = place.buslane(copy, "--version").finish().successfully();
        assertThat(version.outLines()).singleElement().asString().startsWith("buslane ");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void passesOnHowTheCommandEnded(Place place) {
        assertThat(place.buslane("--no-such-option").finish().status()).isNotZero();
    }

    /** With a JVM that only says what it is to be. */
    @ParameterizedTest(name = "up {0}")
    @CsvSource({
        "--config node.yaml, agent --config node.yaml;gateway",
        "--config=node.yaml, agent --config=node.yaml;gateway",
        "--config node.yaml --no-agent, up --config node.yaml --no-agent",
        "--config node.yaml --help, up --config node.yaml --help",
        "'', up"
    })
    void startsTheAgentForRootWithAConfiguration(String options, String said, Place place) throws IOException {
        Path jdk = place.folder().resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.3\"\n");
        Path java = Files.writeString(jdk.resolve("bin/java"), """
                #!/bin/sh
                while [ "$1" != -jar ]; do shift; done
                shift 2
                echo "$*"
                exec sleep 1000
                """);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> lines = List.of(said.split(";"));
        String script = """
                BUSLANE_JAVA_HOME=%s BUSLANE_RUNDIR=/run/buslane %s up %s > said &
                until [ "$(wc -l < said)" -ge %d ]; do sleep 0.1; done
                kill $!
                wait $!
                cat said""".formatted(jdk, place.checkout().launcher(), options, lines.size());
        assertThat(place.buslane("lab", "--", "sh", "-c", script).finish().outLines())
                .containsExactlyInAnyOrderElementsOf(lines);
    }

    private static void writable(Checkout copy, boolean writable) {
        assertThat(copy.root().resolve("build").toFile().setWritable(writable, false))
                .isTrue();
    }
}
