package org.buslane.lab.supply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a person reads meanwhile. */
class WordsTest {
    @Test
    void progressIsPlain() {
        assertThat(Words.lists("trixie", 40)).isEqualTo("reading which packages Debian trixie has: 40%");
        assertThat(Words.downloading("QEMU", 7, 34_600_001)).isEqualTo("downloading QEMU: 7% of 35 MB");
        assertThat(Words.unpacking("QEMU", 2, 70)).isEqualTo("unpacking QEMU: package 2 of 70");
        assertThat(Words.finishing("QEMU")).isEqualTo("putting QEMU together");
        assertThat(Words.waiting()).isEqualTo("waiting for another process that prepares labs");
    }

    @Test
    void sizesAreRoundedUp() {
        assertThat(Words.megabytes(0)).isZero();
        assertThat(Words.megabytes(1)).isEqualTo(1);
        assertThat(Words.megabytes(1_000_000)).isEqualTo(1);
        assertThat(Words.megabytes(1_000_001)).isEqualTo(2);
    }
}
