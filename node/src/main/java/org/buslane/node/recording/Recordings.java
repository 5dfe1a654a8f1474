package org.buslane.node.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.buslane.node.NodeException;

/** Opens recordings by what they begin with, whatever they are called: a pipe has no name. */
public final class Recordings {
    private static final int BUFFER = 1 << 16;

    /** RFC 1952, 2.3.1. */
    private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

    private static final byte[] SECTION_HEADER = {0x0a, 0x0d, 0x0d, 0x0a};

    private Recordings() {}

    /**
     * A reader of a recording, which may be compressed with gzip.
     *
     * @param in the caller's to close
     * @param source how messages call it: a file's name, {@code stdin}
     * @param format empty to tell it from the beginning
     * @param zone of the date in an ASC file
     */
    public static RecordingReader open(InputStream in, String source, Optional<Format> format, ZoneId zone) {
        try {
            BufferedInputStream plain = unpacked(in);
            return switch (format.isPresent() ? format.get() : looksLike(plain)) {
                case LOG -> new LogReader(new Lines(plain, source));
                case PCAPNG -> new PcapngReader(plain, source);
                case ASC -> new AscReader(new Lines(plain, source), zone);
            };
        } catch (IOException e) {
            throw new NodeException(source + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private static BufferedInputStream unpacked(InputStream in) throws IOException {
        BufferedInputStream bytes = new BufferedInputStream(in, BUFFER);
        byte[] start = peek(bytes, 2);
        boolean zipped = Arrays.equals(start, GZIP_MAGIC);
        return zipped ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
    }

    private static Format looksLike(BufferedInputStream in) throws IOException {
        byte[] start = peek(in, 5);
        if (start.length >= 4 && Arrays.equals(Arrays.copyOf(start, 4), SECTION_HEADER)) {
            return Format.PCAPNG;
        }
        String text = new String(start, StandardCharsets.ISO_8859_1);
        return text.startsWith("date ") || text.startsWith("base ") ? Format.ASC : Format.LOG;
    }

    /** What comes first, or less if that is all there is. */
    private static byte[] peek(BufferedInputStream in, int most) throws IOException {
        in.mark(most);
        byte[] start = in.readNBytes(most);
        in.reset();
        return start;
    }
}
