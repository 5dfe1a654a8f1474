package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is installed as {@code socketcand}, on a machine of its own as far as it can tell: its network, where nobody else
 * sends beacons, and its /etc.
 */
@ExtendWith(PlaceExtension.class)
class SocketcandAloneTest {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final String CONF = """
            # as the original's files/socketcand.conf
            port = 28600;
            busses = "can0";
            listen = "lo";
            """;

    /** Arguments: a folder to work in, the launcher. A JDK may have its files in /etc, so all that is there stays there. */
    private static final String SCRIPT = """
            ip link set up lo
            cd "$1"
            mkdir real etc
            mount --rbind /etc real
            for each in real/*; do ln -s "$PWD/$each" etc; done
            rm -f etc/socketcand.conf
            cp socketcand.conf etc
            mount --rbind etc /etc
            ln -s "$2" socketcand
            ./socketcand --verbose &
            "$2" tunnel socketcandcl --discover can0 --interfaces can0,can1
            """;

    @Test
    void itsFileSaysWhatItServesAndItsBeaconWhereItIs(Place place) throws IOException {
        place.up("--config", place.file("two.yaml", "buses: [can0, can1]").toString());
        Files.createDirectory(place.folder().resolve("alone"));
        place.file("alone/socketcand.conf", CONF);
        try (Running both = place.command(
                        "unshare",
                        "-Urnm",
                        "sh",
                        "-ec",
                        SCRIPT,
                        "sh",
                        place.folder().resolve("alone").toString(),
                        place.checkout().launcher().toString())
                .within(LIFETIME)
                .start()) {
            both.awaitWords("listening at 127.0.0.1:28600/tcp");
            both.awaitWords("is at 127.0.0.1:28600/tcp, with bus can0");
            both.awaitWords("is connected");
            both.awaitWords("can0, a virtual bus of the gateway at ");
            both.awaitWords("can1, a virtual bus of the gateway at ");

            try (Running candump = place.run("candump", "-L", "-n", "1", "can1").start()) {
                candump.await("hear can0", () -> {
                    place.run("cansend", "can0", "123#DEAD").finish().successfully();
                    return candump.out().size() == 1;
                });
                assertThat(CandumpLog.frames(candump.out())).containsExactly("can1 123#DEAD");
            }
        }
    }
}
