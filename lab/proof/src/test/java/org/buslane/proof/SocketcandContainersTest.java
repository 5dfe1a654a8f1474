package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two services of docker compose that share a bus by socketcand, with the examples that people get: without any privilege,
 * and with interfaces of the kernel's. {@code socketcand-containers.sh} prints what came of it, in a guest of its own.
 */
@ExtendWith(PlaceExtension.class)
class SocketcandContainersTest {
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    private static final List<String> SHARED =
            List.of("client can1 123#4455", "client can1 321#66", "server can1 123#4455", "server can1 321#66");

    private final Place place;

    SocketcandContainersTest(Place place) {
        this.place = place;
    }

    @Test
    void whatOneServiceSendsBothHear() throws IOException {
        String script =
                Files.readString(Checkout.underTest().root().resolve("lab/proof/src/test/sh/socketcand-containers.sh"));
        Map<String, List<String>> parts = place.buslane(
                        "lab",
                        "--kernel",
                        "6.12",
                        "--tree",
                        "debian13",
                        "--memory",
                        "3072",
                        "--",
                        "sh",
                        place.file("socketcand-containers.sh", script).toString(),
                        place.checkout().root().toString())
                .within(PATIENCE)
                .finish()
                .successfully()
                .parts();

        assertThat(parts.get("unprivileged")).containsExactly(shared("1000"));
        assertThat(parts.get("kernel")).containsExactly(shared("0"));
    }

    private static String[] shared(String uid) {
        return Stream.of(
                        List.of("clients read everything and write everything, but no error frames"),
                        SHARED,
                        List.of(uid))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }
}
