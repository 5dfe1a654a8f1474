package org.buslane.lab;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CpioTest {
    /**
     * What GNU cpio 2.13 makes of four files with the time 0, {@code cpio -o -H newc --reproducible -R 0:0}, without
     * the zeros behind the end that only tapes need. Each line is an entry; {@code ~} stands for a byte 0.
     */
    private static final String GOLDEN = String.join(
            "",
            "07070100000000000041ED000000000000000000000002000000000000000000000000000000000000000000000000"
                    + "0000000400000000bin~~~",
            "07070100000001000081ED000000000000000000000001000000000000000500000000000000000000000000000000"
                    + "0000000600000000bin/a~hello~~~",
            "070701000000020000A1FF000000000000000000000001000000000000000100000000000000000000000000000000"
                    + "0000000700000000bin/sh~~~~a~~~",
            "07070100000003000081A4000000000000000000000001000000000000000400000000000000000000000000000000"
                    + "0000000200000000b~xyz\n",
            "070701000000000000000000000000000000000000000100000000000000000000000000000000000000000000"
                    + "00000000000B00000000TRAILER!!!~~~~");

    @Test
    void everyByteIsGnuCpios() {
        byte[] archive = new Cpio()
                .folder("bin")
                .program("bin/a", "hello".getBytes(US_ASCII))
                .link("bin/sh", "a")
                .file("b", "xyz\n".getBytes(US_ASCII))
                .finish();

        assertThat(new String(archive, US_ASCII).replace('\0', '~')).isEqualTo(GOLDEN);
    }

    @Test
    void anEmptyArchiveIsItsEnd() {
        assertThat(new String(new Cpio().finish(), US_ASCII))
                .startsWith("070701")
                .contains("TRAILER!!!");
    }

    @Test
    void aNameCannotBeTheEndOfTheArchive() {
        Cpio archive = new Cpio();

        assertThatThrownBy(() -> archive.file("TRAILER!!!", new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TRAILER!!!");
    }
}
