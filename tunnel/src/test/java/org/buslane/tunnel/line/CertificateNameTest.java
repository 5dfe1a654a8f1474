package org.buslane.tunnel.line;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=logger|logger",
                "CN=logger,OU=bench,O=Example|logger",
                "OU=bench,CN=logger,O=Example|logger",
                "CN=inner,CN=outer|inner",
                "CN=Meier\\, Anna,O=Example|Meier, Anna",
                "OU=bench,O=Example|OU=bench,O=Example"
            })
    void aCertificateIsCalledByItsCommonNameElseByAllOfIt(String subject, String name) {
        assertThat(CertificateName.ofSubject(subject)).isEqualTo(name);
    }

    @Test
    void whatWouldMoveATerminalIsWrittenOut() {
        assertThat(CertificateName.ofSubject("CN=a\u001b[2Jb")).isEqualTo("a\\u001b[2Jb");
    }
}
