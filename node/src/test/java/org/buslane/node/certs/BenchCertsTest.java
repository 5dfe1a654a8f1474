package org.buslane.node.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.tunnel.line.TlsContext;
import org.buslane.tunnel.line.TlsFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCertsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    private final SecureRandom random = new SecureRandom();

    @TempDir
    private Path folder;

    @Test
    void aNewFolderGetsAnAuthorityAndWhatItSigned() {
        Path bench = folder.resolve("bench");
        assertThat(make(bench, "gw.example,192.0.2.7,2001:db8::7", "logger,tester", "30", false))
                .extracting(made -> bench.relativize(made.certificate()) + " " + made.last())
                .containsExactly(
                        "ca.pem 2036-11-18",
                        "gw.example.pem 2026-12-21",
                        "logger.pem 2026-12-21",
                        "tester.pem 2026-12-21");
        assertThat(bench).isDirectoryContaining("glob:**/tester.key");
    }

    @Test
    void onlyTheOwnerReadsKeys() throws IOException {
        make(folder, "", "logger", "1", false);
        assertThat(mode("ca.key")).isEqualTo("rw-------");
        assertThat(mode("logger.key")).isEqualTo("rw-------");
        assertThat(mode("logger.pem")).startsWith("rw-");
    }

    @Test
    void certificatesSayWhatTheyAreFor() throws GeneralSecurityException {
        make(folder, "gw.example,192.0.2.7", "logger", "30", false);
        X509Certificate authority = read("ca");
        X509Certificate server = read("gw.example");
        X509Certificate client = read("logger");
        server.verify(authority.getPublicKey());
        client.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "gw.example"), List.of(7, "192.0.2.7"));
        assertThat(client.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(client.getSubjectX500Principal().getName()).isEqualTo("CN=logger");
        assertThat(client.getBasicConstraints()).isNegative();
    }

    @Test
    void tlsTakesThem() {
        make(folder, "gw.example", "logger", "30", false);
        TlsContext.server(files("gw.example"));
        TlsContext.client(files("logger"));
    }

    @Test
    void whatIsThereStaysAndNothingElseIsMade() throws IOException {
        make(folder, "", "logger", "30", false);
        String before = Files.readString(folder.resolve("logger.pem"));
        assertThatThrownBy(() -> make(folder, "", "tester,logger", "30", false))
                .isInstanceOf(NodeException.class)
                .hasMessage(folder + "/logger.pem or its key is there already: with --renew it gets a new one");
        assertThat(folder.resolve("tester.pem")).doesNotExist();
        assertThat(folder.resolve("logger.pem")).hasContent(before);
    }

    @Test
    void renewedOnesHaveNewKeysOfTheSameAuthority() throws IOException, GeneralSecurityException {
        make(folder, "", "logger", "30", false);
        String authority = Files.readString(folder.resolve("ca.pem"));
        X509Certificate before = read("logger");
        assertThat(make(folder, "", "logger", "60", true)).hasSize(1);
        assertThat(folder.resolve("ca.pem")).hasContent(authority);
        assertThat(read("logger").getPublicKey()).isNotEqualTo(before.getPublicKey());
        read("logger").verify(read("ca").getPublicKey());
        assertThat(mode("logger.key")).isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void noCertificateOutlivesItsAuthority() {
        make(folder, "", "logger", "30", false);
        Instant late = NOW.plus(Duration.ofDays(3600));
        assertThat(BenchCerts.make(CertsOrder.parse(folder, "", "tester", "365", false), late, random))
                .extracting(BenchCerts.Made::last)
                .containsExactly("2036-11-18");
        Instant later = NOW.plus(Duration.ofDays(3651));
        assertThatThrownBy(() -> BenchCerts.make(CertsOrder.parse(folder, "", "third", "1", false), later, random))
                .hasMessage(folder + "/ca.pem ended on 2036-11-18: begin anew in another folder");
    }

    @Test
    void anAuthorityWithoutItsKeySignsNothing() throws IOException {
        make(folder, "", "logger", "30", false);
        Files.delete(folder.resolve("ca.key"));
        assertThatThrownBy(() -> make(folder, "", "tester", "30", false))
                .hasMessage(folder + "/ca.key is missing, so nothing can be signed: choose another folder");
        Files.copy(folder.resolve("logger.key"), folder.resolve("ca.key"));
        assertThatThrownBy(() -> make(folder, "", "tester", "30", false))
                .hasMessage(folder + "/ca.key is not the key of " + folder + "/ca.pem");
        Files.writeString(folder.resolve("ca.key"), "buy milk");
        assertThatThrownBy(() -> make(folder, "", "tester", "30", false))
                .hasMessage(folder + "/ca.key does not begin with a key in PKCS #8");
    }

    @Test
    void whatIsTypedWrongIsSaid() {
        wrong("", "", "30", "whose certificates? Say --server HOST[,HOST...], --client NAME[,NAME...] or both");
        wrong("", "../logger", "30", "a client is letters, digits, dots and dashes, or an address, not '../logger'");
        wrong("", "a,,b", "30", "a client is letters, digits, dots and dashes, or an address, not ''");
        wrong("", "ca", "30", "a client cannot be called 'ca': at most 64 letters, and not ca");
        wrong("gw", "", "0", "a certificate is good for 1 to 3650 days, not 0");
        wrong("gw", "", "soon", "'soon' is no number of days");
        assertThatThrownBy(() -> make(folder, "gw", "gw", "30", false))
                .hasMessage("two certificates of one name would be one: gw");
    }

    private void wrong(String hosts, String clients, String days, String sentence) {
        assertThatThrownBy(() -> CertsOrder.parse(folder, hosts, clients, days, false))
                .isInstanceOf(NodeException.class)
                .hasMessage(sentence);
    }

    private List<BenchCerts.Made> make(Path into, String hosts, String clients, String days, boolean renews) {
        return BenchCerts.make(CertsOrder.parse(into, hosts, clients, days, renews), NOW, random);
    }

    private TlsFiles files(String name) {
        return new TlsFiles(
                Optional.of(folder.resolve(name + ".pem")),
                Optional.of(folder.resolve(name + ".key")),
                Optional.of(folder.resolve("ca.pem")));
    }

    private X509Certificate read(String name) {
        try (var in = Files.newInputStream(folder.resolve(name + ".pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String mode(String file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file)));
    }
}
