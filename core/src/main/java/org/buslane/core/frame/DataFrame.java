package org.buslane.core.frame;

/**
 * A classic data frame.
 *
 * @param data 0 to 8 bytes
 * @param rawDlc 9 to 15 for a frame of 8 bytes that had this length code on the wire, else 0
 */
public record DataFrame(ArbitrationId id, Payload data, int rawDlc) implements Frame {
    public DataFrame {
        if (data.length() > FrameLayout.CLASSIC_DATA) {
            throw new IllegalArgumentException("a classic frame has at most 8 bytes, not " + data.length());
        }
        RawDlc.check(rawDlc, data.length());
    }

    public DataFrame(ArbitrationId id, Payload data) {
        this(id, data, 0);
    }

    @Override
    public int idWord() {
        return id.word();
    }

    @Override
    public int length() {
        return data.length();
    }
}
