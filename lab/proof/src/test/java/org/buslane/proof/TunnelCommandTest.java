package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code buslane tunnel cannelloni}, and what is installed as {@code cannelloni}, between two virtual buses. */
@ExtendWith(PlaceExtension.class)
class TunnelCommandTest {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final String near = freePort();
    private final String far = freePort();

    @BeforeEach
    void twoBusesAreThere(Place place) {
        place.up("--config", place.file("two.yaml", "buses: [can0, can1]").toString());
    }

    @Test
    void twoCommandsMakeOneBusOfTwo(Place place) {
        try (Running left = original(place, "-I", "can0", "-R", "127.0.0.1", "-l", near, "-r", far, "-t", "1000")
                        .start();
                Running right = place.buslane(
                                "tunnel", "cannelloni", "-I", "can1", "-R", "127.0.0.1", "-l", far, "-r", near)
                        .within(LIFETIME)
                        .start()) {
            left.awaitWords("peers read and write everything but error frames");
            right.awaitWords("peers read and write everything but error frames");
            assertThat(left.out())
                    .first()
                    .asString()
                    .startsWith(
                            "can0, a virtual bus of the gateway at %s/lanes/local/bus.sock: cannelloni over UDP at 0.0.0.0:%s with 127.0.0.1:%s, listening at"
                                    .formatted(place.rundir(), near, far));

            try (Running heard = place.run("candump", "-L", "-n", "2", "can1").start()) {
                heard.await("hear the tunnel", () -> {
                    place.run("cansend", "can0", "123##1DEADBEEF").finish().successfully();
                    return heard.out().size() == 2;
                });
                assertThat(CandumpLog.frames(heard.out())).containsOnly("can1 123##5DEADBEEF");
            }

            Finished ended = left.interrupt();
            assertThat(ended.status()).isZero();
            assertThat(ended.outLines())
                    .anyMatch(line -> line.startsWith("Shutting down. UDP Transmission Summary: TX: "))
                    .anyMatch(line -> line.startsWith("heard on can0: in "))
                    .anyMatch(line -> line.startsWith("sent to 127.0.0.1:" + far + ": in "));
            assertThat(right.terminate().status()).isZero();
        }
    }

    @Test
    void itGoesIntoTheBackgroundWhenItWorks(Place place) throws IOException {
        Path pidFile = place.folder().resolve("can0.pid");
        Finished gone = original(place, "-fI", "can0", "-R", "127.0.0.1", "-l", near, "-P", pidFile.toString())
                .finish()
                .successfully();
        ProcessHandle behind = ProcessHandle.of(
                        Long.parseLong(Files.readString(pidFile).strip()))
                .orElseThrow();
        try {
            assertThat(gone.outLines())
                    .startsWith("cannelloni goes into the background")
                    .endsWith("pid: " + behind.pid());
            assertThat(behind.isAlive()).isTrue();
            assertThat(Files.readSymbolicLink(Path.of("/proc/%d/cwd".formatted(behind.pid()))))
                    .isEqualTo(Path.of("/"));
        } finally {
            behind.destroy();
        }
        Deadline.in(Duration.ofSeconds(40)).await(() -> !behind.isAlive(), () -> "still there: " + behind.info());
    }

    @Test
    void whatCannotBeIsSaidWhereItWasTyped(Place place) {
        assertThat(place.buslane("tunnel", "cannelloni", "-I", "can7", "-R", "127.0.0.1")
                        .finish()
                        .errLines())
                .containsExactly(
                        "buslane: there is no interface can7, and there is no bus 'can7'; there is can0, can1");
        Finished behind = original(place, "-f", "-I", "can7", "-R", "127.0.0.1").finish();
        assertThat(behind.status()).isEqualTo(1);
        assertThat(behind.errLines())
                .containsExactly(
                        "buslane: there is no interface can7, and there is no bus 'can7'; there is can0, can1");
        assertThat(original(place, "-I", "can0").finish().errLines())
                .singleElement()
                .asString()
                .startsWith("buslane: -R is missing: over UDP it says where to send to");
        assertThat(original(place, "-h").finish().successfully().outLines()).hasSizeGreaterThan(15);
    }

    @Test
    void whoCannotListenSaysSoAndEnds(Place place) throws IOException {
        try (DatagramSocket _ =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(near)))) {
            Finished ended = original(place, "-I", "can0", "-R", "127.0.0.1", "-L", "127.0.0.1", "-l", near)
                    .finish();

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.errLines())
                    .contains("buslane: bind udp 127.0.0.1:%s: EADDRINUSE (address already in use)".formatted(near));
        }
    }

    @Test
    void aLinkOfThatNameIsThatCommand(Place place) throws IOException {
        Path link = Files.createSymbolicLink(
                place.folder().resolve("cannelloni"), place.checkout().launcher());

        assertThat(place.command(link.toString(), "-C", "x").finish().errLines())
                .singleElement()
                .asString()
                .startsWith("buslane: -C is s for a server or c for a client, not 'x'");
    }

    private static Command original(Place place, String... words) {
        List<String> line = new ArrayList<>(List.of(place.checkout()
                .launcher()
                .resolveSibling("deploy/compat/cannelloni")
                .toString()));
        line.addAll(List.of(words));
        return place.command(line.toArray(String[]::new)).within(LIFETIME);
    }

    private static String freePort() {
        try (DatagramSocket free = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return Integer.toString(free.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
