package org.buslane.node.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.buslane.node.NodeException;

/** Walks the lines of a file or of standard input, knowing where it is; a line without end is refused, not collected. */
public final class Lines {
    /** More than candump's longest line, an XL frame of 2048 bytes. */
    private static final int LONGEST = 8192;

    private static final int CHUNK = 1 << 16;

    private final InputStream in;
    private final String source;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private byte[] text = new byte[256];
    private int length;
    private int number;

    /**
     * Walks {@code in}, which is the caller's to close.
     *
     * @param source how messages call it: a file's name, {@code stdin}
     */
    public Lines(InputStream in, String source) {
        this.in = in;
        this.source = source;
    }

    /**
     * Goes to the next line; false if there is none.
     *
     * @throws NodeException if it cannot be read or is too long
     */
    public boolean next() {
        length = 0;
        number++;
        int octet = read();
        if (octet < 0) {
            return false;
        }
        while (octet >= 0 && octet != '\n') {
            if (length == LONGEST) {
                throw mistake("longer than " + LONGEST + " bytes, so it is no log");
            }
            if (length == text.length) {
                text = Arrays.copyOf(text, 2 * length);
            }
            text[length++] = (byte) octet;
            octet = read();
        }
        return true;
    }

    /** The line it stands at, without its end. */
    public String text() {
        int visible = length > 0 && text[length - 1] == '\r' ? length - 1 : length;
        return new String(text, 0, visible, StandardCharsets.UTF_8);
    }

    /** From 1. */
    public int number() {
        return number;
    }

    /** What is wrong with this line. */
    public NodeException mistake(String what) {
        return new NodeException(where() + ": " + what);
    }

    /** {@code FILE:12}, or {@code stdin line 12}. */
    public String where() {
        return source.equals("stdin") ? source + " line " + number : source + ":" + number;
    }

    private int read() {
        if (at == end) {
            try {
                at = 0;
                end = Math.max(0, in.read(chunk));
            } catch (IOException e) {
                throw new NodeException(source + " cannot be read: " + e.getMessage(), e);
            }
            if (end == 0) {
                return -1;
            }
        }
        return chunk[at++] & 0xff;
    }
}
