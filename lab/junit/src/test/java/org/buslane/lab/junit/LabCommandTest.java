package org.buslane.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabCommandTest {
    @Test
    void theLabIsTheCheckouts() {
        assertThat(line(Map.of("buslane.checkout", "/home/me/my buslane")))
                .containsExactly(
                        "/home/me/my buslane/buslane",
                        "lab",
                        "--kernel",
                        "6.12",
                        "--share",
                        "/tmp/out",
                        "--",
                        "java",
                        "Main");
    }

    @Test
    void anotherCommandMayStandForIt() {
        assertThat(line(Map.of("buslane.checkout", "/x", "buslane.lab.command", " ssh  lab-{kernel} ")))
                .containsExactly("ssh", "lab-6.12", "java", "Main");
    }

    @Test
    void withoutACheckoutThePropertyIsNamed() {
        assertThatThrownBy(() -> line(Map.of())).hasMessageContaining("buslane.checkout");
    }

    private static List<String> line(Map<String, String> properties) {
        return LabCommand.of(name -> Optional.ofNullable(properties.get(name)))
                .line("6.12", Path.of("/tmp/out"), List.of("java", "Main"));
    }
}
