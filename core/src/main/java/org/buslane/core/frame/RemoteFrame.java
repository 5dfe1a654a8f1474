package org.buslane.core.frame;

/**
 * A remote frame: it has no data, and asks for a data frame of its id.
 *
 * @param length how many bytes it asks for, 0 to 8
 * @param rawDlc 9 to 15 for a length of 8 that had this code on the wire, else 0
 */
public record RemoteFrame(ArbitrationId id, int length, int rawDlc) implements Frame {
    public RemoteFrame {
        if (length < 0 || length > FrameLayout.CLASSIC_DATA) {
            throw new IllegalArgumentException("a remote frame asks for 0 to 8 bytes, not " + length);
        }
        RawDlc.check(rawDlc, length);
    }

    public RemoteFrame(ArbitrationId id, int length) {
        this(id, length, 0);
    }

    @Override
    public int idWord() {
        return id.word() | IdWord.REMOTE;
    }
}
