package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code socketcand} and {@code socketcandcl} as they were always typed, with the kernel's interfaces. */
@ExtendWith(PlaceExtension.class)
class SocketcandKernelTest {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private final Place place;

    SocketcandKernelTest(Place place) {
        this.place = place;
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void theCommandsOfATutorialShareABus(String kernel) throws IOException {
        String script = Files.readString(Checkout.underTest().root().resolve("lab/proof/src/test/sh/socketcand.sh"));
        Map<String, List<String>> parts = place.buslane(
                        "lab",
                        "--kernel",
                        kernel,
                        "--",
                        "sh",
                        place.file("socketcand.sh", script).toString(),
                        place.checkout().root().toString(),
                        place.checkout().program("candump").resolveSibling("").toString())
                .within(PATIENCE)
                .finish()
                .successfully()
                .parts();

        assertThat(parts.get("server"))
                .containsExactly(
                        "can1, an interface of the kernel's",
                        "listening at 192.0.2.7:29536/tcp",
                        "clients read everything and write everything");
        assertThat(parts.get("client"))
                .containsExactly(
                        "can1, an interface of the kernel's: socketcand's can1 at 192.0.2.7:29536/tcp",
                        "the server reads and writes everything but error frames");
        assertThat(parts.get("frames"))
                .containsExactly(
                        "here 123#4455",
                        "here 12345678#DEADBEEF",
                        "there 123#4455",
                        "there 12345678#DEADBEEF",
                        "there 321#");
        assertThat(parts.get("gone"))
                .as("whoever hears error frames is told once that the interface is down, and once that it was deleted")
                .containsExactly("listens", "error 040", "error 100", "error 040", "error 100");
        assertThat(parts.get("settings"))
                .containsExactly(
                        "< hi >", "< error configuring interface can1 >", "< hi >", "< ok >", "<NOARP,UP,LOWER_UP>");
        assertThat(parts.get("end"))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("Shutting down. 4 clients came, "),
                        line -> assertThat(line).isEqualTo("said on can1: in 1 = delivered 1"),
                        line -> assertThat(line).startsWith("Shutting down."),
                        line -> assertThat(line).startsWith("said on can1: in "));
    }
}
