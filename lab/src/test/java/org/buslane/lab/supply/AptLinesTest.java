package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What apt prints, as apt 2.6 prints it. */
class AptLinesTest {
    @ParameterizedTest
    @CsvSource({
        "dlstatus:1:0.0000:Retrieving file 1 of 3, 0",
        "dlstatus:14:97.6883:Retrieving file 14 of 14, 97",
        "dlstatus:9:100.0000:Retrieving file 9 of 9, 100",
        "dlstatus:9:104.2:Retrieving file 9 of 9, 100",
        "dlstatus:1:7:, 7"
    })
    void aStatusLineSaysHowFarItIs(String line, int percent) {
        assertThat(AptStatus.percent(line)).hasValue(percent);
        assertThat(AptStatus.isStatus(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "dlstatus:", "dlstatus:x:1.0:", "dlstatus:1:99999999999:x", "pmstatus:a:1.0:b", "Get:1 x"})
    void otherLinesDoNot(String line) {
        assertThat(AptStatus.percent(line)).isEmpty();
    }

    @Test
    void aPlanListsFilesAndSizes() {
        assertThat(Download.of(List.of(
                        "Reading package lists...",
                        "'http://m.example/pool/main/g/gcc-14/gcc-14-base_14.2.0-19_amd64.deb' gcc-14-base_14.2.0-19_amd64.deb 49432 SHA256:ab12",
                        "'http://m.example/pool/main/a/attr/libattr1_2.5.2-3_amd64.deb' libattr1_1%3a2.5.2-3_amd64.deb 22876 ",
                        "'http://m.example/pool/x/linux-image-6.12.117%2bdeb13.deb' linux-image-6.12.117+deb13.deb 108488460",
                        "'http://m.example/x' ../../etc/passwd.deb 1",
                        "'http://m.example/x' x.deb many")))
                .containsExactly(
                        new Download("gcc-14-base_14.2.0-19_amd64.deb", 49_432),
                        new Download("libattr1_1%3a2.5.2-3_amd64.deb", 22_876),
                        new Download("linux-image-6.12.117+deb13.deb", 108_488_460));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            W: GPG error: http://m.example trixie InRelease: NO_PUBKEY 6ED0E7B82643E131 | this machine's keyrings do not know the keys of Debian trixie: install a newer debian-archive-keyring, or name a keyring file in BUSLANE_DEBIAN_KEYRING
            E: You don't have enough free space in /x/archives/. | the disk is full
            E: Write error - write (28: No space left on device) | the disk is full
            E: Unable to locate package nats-server | the mirror's Debian trixie does not have it (Unable to locate package nats-server)
            W: Failed to fetch http://m.example/x  Could not connect | Failed to fetch http://m.example/x Could not connect
            what nobody foresaw | what nobody foresaw
            """)
    void aComplaintBecomesASentence(String complaint, String reason) {
        assertThat(AptTrouble.sentence("QEMU", "trixie", List.of("Reading package lists...", complaint)))
                .isEqualTo("cannot fetch QEMU: " + reason);
    }

    @Test
    void theFirstErrorIsTheReason() {
        assertThat(AptTrouble.sentence(
                        "QEMU",
                        "trixie",
                        List.of("Err:1 http://m.example", "W: a warning", "E: first", "E: second", "Done")))
                .isEqualTo("cannot fetch QEMU: first");
        assertThat(AptTrouble.sentence("QEMU", "trixie", List.of()))
                .isEqualTo("cannot fetch QEMU: apt-get failed and did not say why");
    }
}
