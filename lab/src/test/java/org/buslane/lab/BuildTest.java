package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * When the launcher builds, and what it leaves behind. Maven is played by a script, and the application that it
 * brings by {@link TinyApplication}, so that a build takes no longer than its AOT cache.
 */
@ExtendWith(LabExtension.class)
class BuildTest {
    @Test
    void firstUseBuilds(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "");
        Finished version = lab.buslane(fresh, "--version").finish().successfully();
        assertThat(version.outLines()).singleElement().asString().startsWith("buslane, tiny");
        assertThat(version.err()).contains("buslane: building").contains("buslane: built");
    }

    @Test
    void aBuiltApplicationIsNotBuiltAgain(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "");
        lab.buslane(fresh, "--version").finish().successfully();
        assertThat(lab.buslane(fresh, "--version").finish().successfully().err())
                .isEmpty();
        assertThat(callsOf(fresh)).hasSize(1);
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "until [ -e go ]; do sleep 0.05; done");
        try (Running first = lab.buslane(fresh, "--version").start()) {
            first.awaitWords("building");
            try (Running second = lab.buslane(fresh, "--version").start()) {
                second.awaitWords("waiting for another build");
                Files.createFile(fresh.root().resolve("go"));
                assertThat(first.finish().successfully().out()).startsWith("buslane, tiny");
                assertThat(second.finish().successfully().out()).startsWith("buslane, tiny");
            }
        }
        assertThat(callsOf(fresh)).hasSize(1);
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLog(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "seq 100; echo the cause; exit 1");
        Finished version = lab.buslane(fresh, "--version").finish();
        assertThat(version.status()).isEqualTo(1);
        assertThat(version.out()).isEmpty();
        assertThat(version.errLines())
                .contains("the cause", "99")
                .doesNotContain("2")
                .last()
                .asString()
                .contains("the build failed", fresh.root() + "/build/build.log");
        assertThat(fresh.current()).doesNotExist();
    }

    @Test
    void anInterruptedBuildIsStartedFromNothing(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "until [ -e go ]; do sleep 0.05; done");
        try (Running first = lab.buslane(fresh, "--version").start()) {
            first.await("call Maven", () -> Files.exists(calls(fresh)));
            lab.processes().forEach(ProcessHandle::destroyForcibly);
            first.finish();
        }
        assertThat(fresh.current()).doesNotExist();
        Files.createFile(fresh.root().resolve("go"));
        lab.buslane(fresh, "--version").finish().successfully();
        assertThat(callsOf(fresh)).hasSize(2);
        assertThat(callsOf(fresh).getFirst()).doesNotContain("clean");
        assertThat(callsOf(fresh).getLast()).contains("clean package");
    }

    @Test
    void onlyUpAndTestLookWhetherASourceIsNewer(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "");
        lab.buslane(fresh, "--version").finish().successfully();
        Files.setLastModifiedTime(
                fresh.root().resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
        lab.buslane(fresh, "--version").finish().successfully();
        assertThat(callsOf(fresh)).hasSize(1);
        try (Running up = lab.buslane(fresh, "up").with("BUSLANE_BUILD", "").start()) {
            up.awaitWords("built");
        }
        assertThat(callsOf(fresh)).hasSize(2);
    }

    @Test
    void upCanBeToldNotToBuild(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "");
        lab.buslane(fresh, "--version").finish().successfully();
        Files.setLastModifiedTime(
                fresh.root().resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
        try (Running up =
                lab.buslane(fresh, "up").with("BUSLANE_BUILD", "never").start()) {
            up.awaitWords("buslane, tiny");
        }
        assertThat(callsOf(fresh)).hasSize(1);
    }

    @Test
    void buildBuildsInAnyCase(Lab lab) throws IOException {
        Checkout fresh = fresh(lab, "");
        lab.buslane(fresh, "build").finish().successfully();
        Path name = Files.readSymbolicLink(fresh.current());
        lab.buslane(fresh, "build").finish().successfully();
        assertThat(callsOf(fresh)).hasSize(2);
        assertThat(Files.readSymbolicLink(fresh.current()))
                .as("the same content has the same name")
                .isEqualTo(name);
    }

    /** A checkout with the launcher, a source and a Maven that does {@code first} before it brings the parts. */
    private static Checkout fresh(Lab lab, String first) throws IOException {
        Checkout fresh = lab.checkout().copyLauncherTo(lab.folder().resolve("fresh"));
        for (String folder : List.of(".mvn", "native", "core/src/main", "cli/picocli")) {
            Files.createDirectories(fresh.root().resolve(folder));
        }
        Files.writeString(fresh.root().resolve("pom.xml"), "<project/>");
        Files.writeString(fresh.root().resolve("core/pom.xml"), "<project/>");
        TinyApplication.packInto(lab.folder().resolve("tiny.jar"));
        Path mvnw = Files.writeString(fresh.root().resolve("mvnw"), """
                #!/bin/sh
                set -e
                echo "$*" >>mvnw.calls
                %s
                mkdir -p cli/target/app/lib native/target
                cp '%s' cli/target/cli-1.jar
                cp '%s'/*buslane-* native/target
                """.formatted(
                        first, lab.folder().resolve("tiny.jar"), lab.checkout().current()));
        Files.setPosixFilePermissions(mvnw, PosixFilePermissions.fromString("rwxr-xr-x"));
        return fresh;
    }

    private static Path calls(Checkout fresh) {
        return fresh.root().resolve("mvnw.calls");
    }

    private static List<String> callsOf(Checkout fresh) throws IOException {
        return Files.readAllLines(calls(fresh));
    }
}
