package org.buslane.core.frame;

/**
 * A CAN FD frame.
 *
 * @param flags {@link FrameLayout#FD_BRS}, {@link FrameLayout#FD_ESI}, and always
 *     {@link FrameLayout#FD_FDF}, which the constructor adds as the kernel does since 6.0
 * @param data 0 to 64 bytes. A controller sends only the lengths of {@link FdLength}; the kernel's
 *     struct and its virtual interfaces carry any
 */
public record FdFrame(ArbitrationId id, int flags, Payload data) implements Frame {
    public FdFrame {
        if ((flags & ~0x0f) != 0) {
            throw new IllegalArgumentException("FD flags %X are beyond F".formatted(flags));
        }
        if (data.length() > FrameLayout.FD_DATA) {
            throw new IllegalArgumentException("an FD frame has at most 64 bytes, not " + data.length());
        }
        flags |= FrameLayout.FD_FDF;
    }

    /** This frame with zeros behind its data up to a length that a controller can send, as cansend does. */
    public FdFrame padded() {
        return new FdFrame(id, flags, data.padded(FdLength.roundUp(data.length())));
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
