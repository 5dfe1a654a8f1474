package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code ./buslane} in a fresh checkout on a machine that lacks something: one sentence, and nothing was begun. */
@ExtendWith(LabExtension.class)
class FirstUseTest {
    @Test
    void namesThePackageOfAMissingJdk(Lab lab) throws IOException {
        assertThat(withoutJava(lab, fresh(lab)).finish().complaint())
                .contains("needs a JDK 25", "temurin-25-jdk", "openjdk-25-jdk", "java-25-openjdk-devel");
        assertNothingWasBegun(lab);
    }

    @Test
    void doesNotTakeAnOlderJdk(Lab lab) throws IOException {
        Path older = jdk(lab, "21.0.4", "java", "javac");
        assertThat(withoutJava(lab, fresh(lab))
                        .with("BUSLANE_JAVA_HOME", older.toString())
                        .finish()
                        .complaint())
                .contains("needs a JDK 25");
    }

    @Test
    void doesNotTakeAJreToBuild(Lab lab) throws IOException {
        Path jre = jdk(lab, "25.0.3", "java");
        assertThat(withoutJava(lab, fresh(lab))
                        .with("JAVA_HOME", jre.toString())
                        .finish()
                        .complaint())
                .contains("needs a JDK 25");
    }

    @Test
    void namesThePackageOfAMissingCompiler(Lab lab) throws IOException {
        assertThat(lab.buslane(fresh(lab), "status")
                        .with("CC", "no-such-cc")
                        .finish()
                        .complaint())
                .contains("needs a C compiler", "no-such-cc", "install gcc");
        assertNothingWasBegun(lab);
    }

    @Test
    void namesThePackageOfMissingHeaders(Lab lab) throws IOException {
        Path compiler = script(lab, "cc-without-headers", "exit 1");
        assertThat(lab.buslane(fresh(lab), "status")
                        .with("CC", compiler.toString())
                        .finish()
                        .complaint())
                .contains("C library's headers", "libc6-dev");
        assertNothingWasBegun(lab);
    }

    @Test
    void runsOnLinuxOnly(Lab lab) throws IOException {
        script(lab, "uname", "echo Darwin");
        assertThat(lab.buslane(fresh(lab), "up")
                        .with("PATH", lab.folder() + ":" + System.getenv("PATH"))
                        .finish()
                        .complaint())
                .contains("Linux only", "Darwin");
        assertNothingWasBegun(lab);
    }

    private static Checkout fresh(Lab lab) throws IOException {
        return lab.checkout().copyLauncherTo(lab.folder().resolve("fresh"));
    }

    private static void assertNothingWasBegun(Lab lab) {
        assertThat(lab.folder().resolve("fresh/build")).doesNotExist();
    }

    /** In a mount namespace where the folder of the installed JDKs is empty. */
    private static Command withoutJava(Lab lab, Checkout fresh) {
        String hide = "[ ! -d /usr/lib/jvm ] || mount -t tmpfs none /usr/lib/jvm; exec \"$1\" up";
        return lab.command(
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
    private static Path jdk(Lab lab, String version, String... tools) throws IOException {
        Path home = Files.createDirectories(lab.folder().resolve("java"));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"%s\"\n".formatted(version));
        Files.createDirectories(home.resolve("bin"));
        for (String tool : tools) {
            script(lab, "java/bin/" + tool, "exit 1");
        }
        return home;
    }

    private static Path script(Lab lab, String name, String line) throws IOException {
        Path script = lab.file(name, "#!/bin/sh\n" + line + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        return script;
    }
}
