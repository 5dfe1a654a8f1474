package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code buslane tunnel socketcand} and {@code socketcandcl} by TLS, both as they are typed, with certificates that
 * {@code buslane certs} made.
 */
@ExtendWith(PlaceExtension.class)
class SocketcandTlsTest {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Place place;
    private final String port = FreePort.tcp();

    SocketcandTlsTest(Place place) {
        this.place = place;
    }

    @BeforeAll
    static void twoBusesAndTwoAuthoritiesAreThere(Place place) {
        place.up("--config", place.file("two.yaml", "buses: [can0, can1]").toString());
        place.buslane("certs", "bench", "--server", "gateway.local,127.0.0.1", "--client", "logger")
                .finish()
                .successfully();
        place.buslane("certs", "elsewhere", "--client", "logger").finish().successfully();
    }

    private Running server() {
        Running server = tunnel(
                "socketcand",
                "-i",
                "can0",
                "-l",
                "127.0.0.1",
                "-n",
                "--tls-certificate",
                "bench/gateway.local.pem",
                "--tls-key",
                "bench/gateway.local.key",
                "--tls-authority",
                "bench/ca.pem");
        server.awaitWords("clients read everything");
        return server;
    }

    private Running client(String... tls) {
        List<String> words = new ArrayList<>(List.of("socketcandcl", "-s", "127.0.0.1", "-i", "can0,can1"));
        words.addAll(List.of(tls));
        return tunnel(words.toArray(String[]::new));
    }

    private Running tunnel(String... words) {
        List<String> line = new ArrayList<>(List.of("tunnel"));
        line.addAll(List.of(words));
        line.addAll(List.of("-p", port));
        return place.buslane(line.toArray(String[]::new)).within(LIFETIME).start();
    }

    @Test
    void framesCrossBothWaysBetweenThoseWhoHaveCertificates() {
        try (Running server = server();
                Running client = client(
                        "--tls-authority",
                        "bench/ca.pem",
                        "--tls-certificate",
                        "bench/logger.pem",
                        "--tls-key",
                        "bench/logger.key")) {
            assertThat(server.out()).contains("by TLS 1.3, to clients with a certificate");
            client.awaitWords("by TLS is connected");

            cross("can0", "123#DEADBEEF", "can1");
            cross("can1", "12345678#1122", "can0");
            assertThat(server.interrupt().outLines())
                    .anyMatch(line -> line.startsWith("Shutting down. 1 clients came, 0 of them were refused"));
        }
    }

    private void cross(String from, String frame, String to) {
        try (Running candump = place.run("candump", "-L", "-n", "1", to).start()) {
            candump.await("hear " + from, () -> {
                if (candump.out().isEmpty()) {
                    place.run("cansend", from, frame).finish().successfully();
                }
                return candump.out().size() == 1;
            });
            assertThat(CandumpLog.frames(candump.out())).containsExactly(to + " " + frame);
        }
    }

    @Test
    void aClientWithoutACertificateIsToldSo() {
        expectNoCertificate("--tls-authority", "bench/ca.pem");
    }

    @Test
    void aClientWithACertificateOfAnotherAuthorityIsToldSo() {
        expectNoCertificate(
                "--tls-authority",
                "bench/ca.pem",
                "--tls-certificate",
                "elsewhere/logger.pem",
                "--tls-key",
                "elsewhere/logger.key");
    }

    /** A client shows only what the server's authority has signed: RFC 8446, 4.4.2.3. */
    private void expectNoCertificate(String... tls) {
        try (Running server = server();
                Running client = client(tls)) {
            client.awaitWords("away, and tried again: it demands a certificate, and was shown none that it could take");
            server.awaitWords("has gone without a bus: it showed no certificate");
            assertThat(client.err()).noneMatch(line -> line.contains("is connected"));
        }
    }

    @Test
    void aServerOfAnotherAuthorityIsNotTrusted() {
        try (Running server = server();
                Running client = client("--tls-authority", "elsewhere/ca.pem")) {
            client.awaitWords(
                    "away, and tried again: its certificate is not signed by an authority that is trusted here");
            server.awaitWords("it does not take the certificate that it was shown");
            assertThat(client.err()).noneMatch(line -> line.contains("is connected"));
        }
    }
}
