package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./buslane} with an application that is built already. */
@ExtendWith(LabExtension.class)
class LauncherTest {
    @Test
    void runsInAnyFolder(Lab lab) {
        assertThat(lab.buslane("--version")
                        .in(Path.of("/"))
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void isFoundOnThePathThroughALink(Lab lab) throws IOException {
        Files.createSymbolicLink(lab.folder().resolve("buslane"), lab.checkout().launcher());
        String path = lab.folder() + ":" + System.getenv("PATH");
        assertThat(lab.command("sh", "-c", "buslane --version")
                        .with("PATH", path)
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void runsByARelativeName(Lab lab) throws IOException {
        Checkout copy = lab.checkout().copyTo(lab.folder().resolve("copy"));
        Path elsewhere = Files.createDirectory(copy.root().resolve("elsewhere"));
        assertThat(lab.command("../buslane", "--version")
                        .in(elsewhere)
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void livesInAFolderWithSpaces(Lab lab) throws IOException {
        Checkout copy = lab.checkout().copyTo(lab.folder().resolve("two words"));
        assertThat(lab.buslane(copy, "--version").finish().successfully().out()).startsWith("buslane ");
    }

    @Test
    void servesAStrangerWhoMayOnlyReadIt(Lab lab) throws IOException {
        Checkout copy = lab.checkout().copyTo(lab.folder().resolve("copy"));
        assertThat(lab.buslane(copy, "--version")
                        .asStranger()
                        .finish()
                        .successfully()
                        .out())
                .startsWith("buslane ");
    }

    @Test
    void tellsAStrangerWhoseBuildItIs(Lab lab) throws IOException {
        Checkout copy = lab.checkout().copyTo(lab.folder().resolve("copy"));
        writable(copy, false);
        assertThat(lab.buslane(copy, "build").as(Caller.ORDINARY).finish().complaint())
                .contains(copy.root() + "/build is not yours to write");
        writable(copy, true);
    }

    @Test
    void startsFromAotCaches(Lab lab) {
        assertThat(lab.checkout().current().resolve("command.aot")).isNotEmptyFile();
        assertThat(lab.checkout().current().resolve("gateway.aot")).isNotEmptyFile();
    }

    @Test
    void doesWithoutTheAotCache(Lab lab) throws IOException {
        Checkout copy = lab.checkout().copyTo(lab.folder().resolve("copy"));
        Files.writeString(copy.current().resolve("command.aot"), "this is no AOT cache");
        Finished version = lab.buslane(copy, "--version").finish().successfully();
        assertThat(version.outLines()).singleElement().asString().startsWith("buslane ");
        assertThat(version.err()).isEmpty();
    }

    @Test
    void passesOnHowTheCommandEnded(Lab lab) {
        assertThat(lab.buslane("--no-such-option").finish().status()).isNotZero();
    }

    private static void writable(Checkout copy, boolean writable) {
        assertThat(copy.root().resolve("build").toFile().setWritable(writable, false))
                .isTrue();
    }
}
