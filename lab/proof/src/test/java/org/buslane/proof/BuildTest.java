package org.buslane.proof;

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
@ExtendWith(PlaceExtension.class)
class BuildTest {
    @Test
    void firstUseBuilds(Place place) throws IOException {
        Checkout fresh = fresh(place, "");
        Finished version = place.buslane(fresh, "--version").finish().successfully();
        assertThat(version.outLines()).singleElement().asString().startsWith("buslane, tiny");
        assertThat(version.err()).contains("buslane: building").contains("buslane: built");
    }

    @Test
    void aBuiltApplicationIsNotBuiltAgain(Place place) throws IOException {
        Checkout fresh = fresh(place, "");
        place.buslane(fresh, "--version").finish().successfully();
        assertThat(place.buslane(fresh, "--version").finish().successfully().err())
                .isEmpty();
        assertThat(callsOf(fresh)).hasSize(1);
    }

    @Test
    void twoFirstUsesAtOnceBuildOnce(Place place) throws IOException {
        Checkout fresh = fresh(place, "until [ -e go ]; do sleep 0.05; done");
        try (Running first = place.buslane(fresh, "--version").start()) {
            first.awaitWords("building");
            try (Running second = place.buslane(fresh, "--version").start()) {
                second.awaitWords("waiting for another build");
                Files.createFile(fresh.root().resolve("go"));
                assertThat(first.finish().successfully().out()).startsWith("buslane, tiny");
                assertThat(second.finish().successfully().out()).startsWith("buslane, tiny");
            }
        }
        assertThat(callsOf(fresh)).hasSize(1);
    }

    @Test
    void aFailedBuildShowsTheEndOfItsLog(Place place) throws IOException {
        Checkout fresh = fresh(place, "seq 100; echo the cause; exit 1");
        Finished version = place.buslane(fresh, "--version").finish();
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
    void anInterruptedBuildIsStartedFromNothing(Place place) throws IOException {
        Checkout fresh = fresh(place, "until [ -e go ]; do sleep 0.05; done");
        try (Running first = place.buslane(fresh, "--version").start()) {
            first.await("call Maven", () -> Files.exists(calls(fresh)));
            place.processes().forEach(ProcessHandle::destroyForcibly);
            first.finish();
        }
        assertThat(fresh.current()).doesNotExist();
        Files.createFile(fresh.root().resolve("go"));
        place.buslane(fresh, "--version").finish().successfully();
        assertThat(callsOf(fresh)).hasSize(2);
        assertThat(callsOf(fresh).getFirst()).doesNotContain("clean");
        assertThat(callsOf(fresh).getLast()).contains("clean package");
    }

    @Test
    void onlyUpAndTestLookWhetherASourceIsNewer(Place place) throws IOException {
        Checkout fresh = fresh(place, "");
        place.buslane(fresh, "--version").finish().successfully();
        Files.setLastModifiedTime(
                fresh.root().resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
        place.buslane(fresh, "--version").finish().successfully();
        assertThat(callsOf(fresh)).hasSize(1);
        try (Running up = place.buslane(fresh, "up").with("BUSLANE_BUILD", "").start()) {
            up.awaitWords("built");
        }
        assertThat(callsOf(fresh)).hasSize(2);
    }

    @Test
    void upCanBeToldNotToBuild(Place place) throws IOException {
        Checkout fresh = fresh(place, "");
        place.buslane(fresh, "--version").finish().successfully();
        Files.setLastModifiedTime(
                fresh.root().resolve("pom.xml"), FileTime.from(Instant.now().plusSeconds(1)));
        try (Running up =
                place.buslane(fresh, "up").with("BUSLANE_BUILD", "never").start()) {
            up.awaitWords("buslane, tiny");
        }
        assertThat(callsOf(fresh)).hasSize(1);
    }

    @Test
    void buildBuildsInAnyCase(Place place) throws IOException {
        Checkout fresh = fresh(place, "");
        place.buslane(fresh, "build").finish().successfully();
        Path name = Files.readSymbolicLink(fresh.current());
        place.buslane(fresh, "build").finish().successfully();
        assertThat(callsOf(fresh)).hasSize(2);
        assertThat(Files.readSymbolicLink(fresh.current()))
                .as("the same content has the same name")
                .isEqualTo(name);
    }

    /** A checkout with the launcher, a source and a Maven that does {@code first} before it brings the parts. */
    private static Checkout fresh(Place place, String first) throws IOException {
        Checkout fresh = place.checkout().copyLauncherTo(place.folder().resolve("fresh"));
        for (String folder : List.of(".mvn", "native", "core/src/main", "cli/picocli")) {
            Files.createDirectories(fresh.root().resolve(folder));
        }
        Files.writeString(fresh.root().resolve("pom.xml"), "<project/>");
        Files.writeString(fresh.root().resolve("core/pom.xml"), "<project/>");
        TinyApplication.packInto(place.folder().resolve("tiny.jar"));
        Path mvnw = Files.writeString(fresh.root().resolve("mvnw"), """
                #!/bin/sh
                set -e
                echo "$*" >>mvnw.calls
                %s
                mkdir -p cli/target/app/lib native/target
                cp '%s' cli/target/cli-1.jar
                cp '%s'/*buslane-* '%<s'/libcansim.so native/target
                """.formatted(
                first, place.folder().resolve("tiny.jar"), place.checkout().current()));
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
