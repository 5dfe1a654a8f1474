package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./buslane} in a fresh checkout on a machine that lacks something: one sentence, and nothing was begun. */
@ExtendWith(PlaceExtension.class)
class FirstUseTest {
    @Test
    void namesThePackageOfAMissingJdk(Place place) throws IOException {
        assertThat(withoutJava(place, fresh(place)).finish().complaint())
                .contains("needs a JDK 25", "temurin-25-jdk", "openjdk-25-jdk", "java-25-openjdk-devel");
        assertNothingWasBegun(place);
    }

    @Test
    void doesNotTakeAnOlderJdk(Place place) throws IOException {
        Path older = jdk(place, "21.0.4", "java", "javac");
        assertThat(withoutJava(place, fresh(place))
                        .with("BUSLANE_JAVA_HOME", older.toString())
                        .finish()
                        .complaint())
                .contains("needs a JDK 25");
    }

    @Test
    void doesNotTakeAJreToBuild(Place place) throws IOException {
        Path jre = jdk(place, "25.0.3", "java");
        assertThat(withoutJava(place, fresh(place))
                        .with("JAVA_HOME", jre.toString())
                        .finish()
                        .complaint())
                .contains("needs a JDK 25");
    }

    @Test
    void namesThePackageOfAMissingCompiler(Place place) throws IOException {
        assertThat(place.buslane(fresh(place), "status")
                        .with("CC", "no-such-cc")
                        .finish()
                        .complaint())
                .contains("needs a C compiler", "no-such-cc", "install gcc");
        assertNothingWasBegun(place);
    }

    @Test
    void namesThePackageOfMissingHeaders(Place place) throws IOException {
        Path compiler = script(place, "cc-without-headers", "exit 1");
        assertThat(place.buslane(fresh(place), "status")
                        .with("CC", compiler.toString())
                        .finish()
                        .complaint())
                .contains("C library's headers", "libc6-dev");
        assertNothingWasBegun(place);
    }

    @Test
    void runsOnLinuxOnly(Place place) throws IOException {
        script(place, "uname", "echo Darwin");
        assertThat(place.buslane(fresh(place), "up")
                        .with("PATH", place.folder() + ":" + System.getenv("PATH"))
                        .finish()
                        .complaint())
                .contains("Linux only", "Darwin");
        assertNothingWasBegun(place);
    }

    /** {@code sudo ./buslane attach} right after the download. */
    @Test
    void rootDoesNotBuildWhatIsAnothers(Place place) throws IOException {
        script(place, "id", "echo 0");
        script(place, "stat", "echo 1000");
        assertThat(place.buslane(fresh(place), "lanes")
                        .with("PATH", place.folder() + ":" + System.getenv("PATH"))
                        .finish()
                        .complaint())
                .contains("cannot build", "is not yours to write, its owner can run", "buslane build");
        assertNothingWasBegun(place);
    }

    private static Checkout fresh(Place place) throws IOException {
        return place.checkout().copyLauncherTo(place.folder().resolve("fresh"));
    }

    private static void assertNothingWasBegun(Place place) {
        assertThat(place.folder().resolve("fresh/build")).doesNotExist();
    }

    /** In a mount namespace where the folder of the installed JDKs is empty. */
    private static Command withoutJava(Place place, Checkout fresh) {
        String hide = "[ ! -d /usr/lib/jvm ] || mount -t tmpfs none /usr/lib/jvm; exec \"$1\" up";
        return place.command(
                        "unshare",
                        "-Urm",
                        "sh",
                        "-ec",
                        hide,
                        "sh",
                        fresh.launcher().toString())
                .with("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
                .with("JAVA_HOME", "")
                .with("BUSLANE_JAVA_HOME", "");
    }

    /** A folder that looks like a Java of this version with these tools. */
    private static Path jdk(Place place, String version, String... tools) throws IOException {
        Path home = Files.createDirectories(place.folder().resolve("java"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        Files.createDirectories(home.resolve("bin"));
        for (String tool : tools) {
            script(place, "java/bin/" + tool, "exit 1");
        }
        return home;
    }

    private static Path script(Place place, String name, String line) throws IOException {
        Path script = place.file(name, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
