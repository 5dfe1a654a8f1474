package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a file is said in a sentence that begins with its name. */
class TlsFilesTest {
    @TempDir
    private Path folder;

    private TlsFiles files;

    @BeforeEach
    void sign() {
        files = new Authority(folder, "bench").signs("gateway", "EC");
    }

    @Test
    void aFileThatIsNotThere() {
        Path nowhere = folder.resolve("nowhere.pem");
        wrong(nowhere, key(), "does not exist");
    }

    @Test
    void aFileThatIsNoPem() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "buy milk");
        wrong(text, key(), "is no PEM file: it has no -----BEGIN line with an END");
    }

    @Test
    void aBlockThatIsNoBase64() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\nAAAAA\n-----END CERTIFICATE-----\n");
        wrong(bad, key(), "has a block that is no Base64: CERTIFICATE");
    }

    @Test
    void aCertificateThatIsNone() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> context(bad, key()))
                .hasMessageStartingWith(bad + " has a certificate that cannot be read: ");
    }

    @Test
    void aKeyInTheCertificatesPlace() {
        wrong(key(), key(), "has no certificate but: PRIVATE KEY");
    }

    @Test
    void aCertificateInTheKeysPlace() {
        wrong(certificate(), certificate(), "has no key but: CERTIFICATE");
    }

    @Test
    void aKeyWithAPassword() throws IOException {
        relabeled("ENCRYPTED PRIVATE KEY", "has a key with a password, which nobody is asked for here");
    }

    @Test
    void aKeyInTheOldForm() throws IOException {
        relabeled("EC PRIVATE KEY", "has a key in OpenSSL's old form: openssl pkcs8 -topk8 -nocrypt makes it PKCS #8");
    }

    @Test
    void aKeyOfAnotherKind() {
        Path rsa = new Authority(folder, "other").signs("gateway", "RSA").key().orElseThrow();
        wrong(certificate(), rsa, "has no EC key, as its certificate has");
    }

    @Test
    void aKeyOfAnother() {
        Path other = new Authority(folder, "other").signs("other", "EC").key().orElseThrow();
        wrong(certificate(), other, "is not the key of the certificate in " + certificate());
    }

    @Test
    void aServerWithoutACertificate() {
        TlsFiles none = new TlsFiles(Optional.empty(), Optional.empty(), files.authority());
        assertThatThrownBy(() -> TlsContext.server(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a server that speaks TLS has a certificate and its key");
    }

    @Test
    void aChainAndWordsAroundItAreRead() throws IOException {
        String chain = "gateway\n" + Files.readString(certificate()) + "signed by\n"
                + Files.readString(files.authority().orElseThrow());
        assertThat(PemFile.parse(folder, chain.replace("\n", "\r\n")).certificates())
                .extracting(CertificateName::of)
                .containsExactly("gateway", "bench");
    }

    private void relabeled(String label, String what) throws IOException {
        Path other = folder.resolve("other.key");
        Files.writeString(other, Files.readString(key()).replace("PRIVATE KEY", label));
        wrong(certificate(), other, what);
    }

    /** The last of both that is read is the wrong one. */
    private void wrong(Path certificate, Path key, String what) {
        Path named = certificate.equals(certificate()) ? key : certificate;
        assertThatThrownBy(() -> context(certificate, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(named + " " + what);
    }

    private static void context(Path certificate, Path key) {
        TlsContext.server(new TlsFiles(Optional.of(certificate), Optional.of(key), Optional.empty()));
    }

    private Path certificate() {
        return files.certificate().orElseThrow();
    }

    private Path key() {
        return files.key().orElseThrow();
    }
}
