package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.inet.InetPlace;

/**
 * Jazzer on what reads bytes or words of others. Without more it runs over the inputs in {@code DecodersFuzzTestInputs}
 * and instruments nothing, as others of this JVM count bytes; {@code JAZZER_FUZZ=1} with {@code -Djazzer.hooks=true} and
 * {@code -Dtest=DecodersFuzzTest#aDatagram} lets it look for more.
 */
class DecodersFuzzTest {
    private final MemorySegment struct = Words.memory(FrameLayout.FD_SIZE);

    @FuzzTest(maxDuration = "10m")
    void aDatagram(byte[] bytes) {
        MemorySegment memory = MemorySegment.ofArray(bytes);
        DatagramReader reader = new DatagramReader();
        if (reader.begin(memory, 0, bytes.length)) {
            while (reader.next(struct, 0)) {
                check(reader.size());
            }
            if (!reader.isBroken()) {
                new Reports(true).read(memory, reader.rest(), bytes.length, true, 1, 1);
            }
        }
    }

    /** The first byte says in parts of how many bytes the others come. */
    @FuzzTest(maxDuration = "10m")
    void aStream(byte[] bytes) {
        StreamReader reader = new StreamReader(Words.memory(2 * FrameCode.MOST));
        FrameReader.Found found = FrameReader.Found.SHORT;
        int at = 1;
        while (at < bytes.length && found != FrameReader.Found.HOSTILE) {
            int part = (int) Math.min(reader.room(), Math.min(bytes.length - at, 1 + (bytes[0] & 0x7f)));
            MemorySegment.copy(MemorySegment.ofArray(bytes), at, reader.memory(), reader.position(), part);
            reader.received(part);
            at += part;
            do {
                found = reader.next(struct, 0);
                check(found == FrameReader.Found.FRAME ? reader.size() : 0);
            } while (found == FrameReader.Found.FRAME || found == FrameReader.Found.NO_FRAME);
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aFileOfTimeouts(byte[] bytes) {
        try {
            TimeoutFile.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    @FuzzTest(maxDuration = "10m")
    void aPlace(byte[] bytes) {
        try {
            InetPlace place = InetPlace.parse(new String(bytes, StandardCharsets.UTF_8));
            assertThat(InetPlace.parse(place.toString())).isEqualTo(place);
        } catch (IllegalArgumentException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }

    private void check(int size) {
        if (size != 0) {
            assertThat(FrameKind.of(struct, 0, size))
                    .isIn(FrameKind.DATA, FrameKind.REMOTE, FrameKind.ERROR, FrameKind.FD);
        }
    }
}
