package org.buslane.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuestJvmTest {
    @Test
    void theGuestKnowsWhatThisJvmWasTold() {
        GuestJvm jvm = new GuestJvm(
                Path.of("/jdk"),
                "/a.jar:/b",
                List.of("-Xmx4g", "--add-opens=java.base/java.lang=ALL-UNNAMED", "-javaagent:/x.jar"),
                Map.of("buslane.checkout", "/home/buslane", "user.home", "/root"));
        assertThat(jvm.line("6.1", List.of("-Dmore")))
                .startsWith("/jdk/bin/java")
                .contains(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dbuslane.checkout=/home/buslane",
                        "-Dmore",
                        "-Dbuslane.lab.kernel=6.1")
                .doesNotContain("-Xmx4g", "-javaagent:/x.jar", "-Duser.home=/root")
                .endsWith("-cp", "/a.jar:/b", "org.buslane.lab.junit.Guest");
    }

    @Test
    void nativeAccessStaysWhatItWas() {
        GuestJvm jvm =
                new GuestJvm(Path.of("/jdk"), "/a", List.of("--enable-native-access=org.buslane.linux"), Map.of());
        assertThat(jvm.line("6.1", List.of()))
                .contains("--enable-native-access=org.buslane.linux")
                .doesNotContain("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void itsClassPathIsThatOfTheTests() {
        assertThat(GuestJvm.likeThis().classPath().split(":"))
                .allMatch(place -> Path.of(place).isAbsolute())
                .anyMatch(place -> place.endsWith("test-classes"))
                .anyMatch(place -> place.contains("junit-platform-launcher"));
    }
}
