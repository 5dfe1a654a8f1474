package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** Jazzer on what reads bytes or words of others; how it is let look for more stands at cannelloni's DecodersFuzzTest. */
class LineFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void theHeadOfARecord(byte[] bytes) {
        try {
            boolean isWhole = RecordHeader.isWhole(ByteBuffer.wrap(bytes));
            assertThat(isWhole && bytes.length < 5).isFalse();
        } catch (SSLException refused) {
            assertThat(refused.getMessage()).startsWith("it ");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aFileOfCertificates(byte[] bytes) {
        try {
            PemFile file = PemFile.parse(Path.of("some.pem"), new String(bytes, StandardCharsets.ISO_8859_1));
            assertThat(file.certificates()).isNotEmpty();
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).startsWith("some.pem ");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void theNameOfACertificate(byte[] bytes) {
        String name = CertificateName.ofSubject(new String(bytes, StandardCharsets.UTF_8));
        assertThat(name.chars().noneMatch(Character::isISOControl)).isTrue();
    }
}
