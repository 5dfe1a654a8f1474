package org.buslane.node.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class DrainTest {
    /** A disk with room for so many bytes; a piece that does not fit leaves nothing behind. */
    private static final class SmallDisk implements Drain {
        private final int room;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        SmallDisk(int room) {
            this.room = room;
        }

        @Override
        public void write(byte[] piece, int length) throws IOException {
            if (bytes.size() + length > room) {
                throw new IOException("No space left on device");
            }
            bytes.write(piece, 0, length);
        }

        @Override
        public void flush() {}

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public void close() {}
    }

    @Test
    void compressedFilesAreWholeWhereverTheDiskIsFull() throws IOException {
        byte[] piece = new byte[60_000];
        new Random(7).nextBytes(piece);
        SmallDisk disk = new SmallDisk(1_000_000);
        GzipDrain zip = new GzipDrain(disk);

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        zip.write(piece, piece.length);
                    }
                })
                .isInstanceOf(IOException.class);

        byte[] unpacked = unpack(disk);
        assertThat(unpacked.length).isGreaterThan(600_000).isLessThan(1_000_000);
        assertThat(unpacked.length % piece.length).isZero();
        assertThat(Arrays.copyOf(unpacked, piece.length)).isEqualTo(piece);
    }

    @Test
    void whatWaitsIsWrittenAtTheEnd() throws IOException {
        SmallDisk disk = new SmallDisk(1_000);
        GzipDrain zip = new GzipDrain(disk);
        zip.write("some ".getBytes(UTF_8), 5);
        zip.write("frames".getBytes(UTF_8), 6);
        zip.flush();
        zip.close();
        assertThat(new String(unpack(disk), UTF_8)).isEqualTo("some frames");
    }

    private static byte[] unpack(SmallDisk disk) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(disk.bytes.toByteArray())).readAllBytes();
    }
}
