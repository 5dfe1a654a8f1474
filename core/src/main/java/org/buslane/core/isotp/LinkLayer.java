package org.buslane.core.isotp;

import org.buslane.core.frame.FdLength;
import org.buslane.core.frame.FrameLayout;

/**
 * {@code struct can_isotp_ll_options}: the frames that are sent and heard.
 *
 * @param frameSize 16 for classic frames, 72 for FD ones; frames of the other size are not heard
 * @param dataLength the most data of a frame sent: 8, 12, 16, 20, 24, 32, 48 or 64
 * @param flags of FD frames sent, as {@link FrameLayout#FD_BRS}
 */
public record LinkLayer(int frameSize, int dataLength, int flags) {
    public static final LinkLayer CLASSIC = new LinkLayer(FrameLayout.CLASSIC_SIZE, FrameLayout.CLASSIC_DATA, 0);

    /** @throws IllegalArgumentException for what isotp_setsockopt answers with EINVAL */
    public LinkLayer {
        if (dataLength < FrameLayout.CLASSIC_DATA || !FdLength.isStep(dataLength)) {
            throw new IllegalArgumentException("no frame's most data is %d bytes".formatted(dataLength));
        }
        if (frameSize != FrameLayout.CLASSIC_SIZE && frameSize != FrameLayout.FD_SIZE) {
            throw new IllegalArgumentException("ISO-TP has frames of 16 and 72 bytes, not of " + frameSize);
        }
        if (frameSize == FrameLayout.CLASSIC_SIZE && (dataLength > FrameLayout.CLASSIC_DATA || flags != 0)) {
            throw new IllegalArgumentException("a classic frame has 8 bytes and no flags");
        }
        IsoTpOptions.byteWide(flags);
    }

    /** FD frames of up to {@code dataLength} bytes. */
    public static LinkLayer fd(int dataLength, int flags) {
        return new LinkLayer(FrameLayout.FD_SIZE, dataLength, flags);
    }

    /** Where single frames need a second length byte: 1 beyond classic data, else 0. */
    int escape() {
        return dataLength > FrameLayout.CLASSIC_DATA ? 1 : 0;
    }
}
