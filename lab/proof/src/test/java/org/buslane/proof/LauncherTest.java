package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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

    private static void writable(Checkout copy, boolean writable) {
        assertThat(copy.root().resolve("build").toFile().setWritable(writable, false))
                .isTrue();
    }
}
