package org.buslane.core.text;

import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;

/** The grammar of {@link FrameText}, one method for each form of frame. */
final class FrameParser {
    private static final int STANDARD_DIGITS = 3;
    private static final int XL_DIGITS = 5;
    private static final int EXTENDED_DIGITS = 8;

    private final TextScanner in;

    private FrameParser(TextScanner in) {
        this.in = in;
    }

    static Frame parse(TextScanner in) {
        Frame frame = new FrameParser(in).frame();
        if (!in.atEnd()) {
            throw in.bad("unexpected %s behind the frame".formatted(in.seen()));
        }
        return frame;
    }

    private Frame frame() {
        int start = in.position();
        int digits = 0;
        int word = 0;
        while (!in.atEnd() && !in.sees('#')) {
            if (digits++ == EXTENDED_DIGITS) {
                throw in.bad("an id has 3 hex digits, or 8 if extended, and then '#'");
            }
            word = word << 4 | in.hexDigit("the id");
        }
        in.need('#', "behind the id");
        return switch (digits) {
            case STANDARD_DIGITS -> {
                limit(start, word, IdWord.STANDARD_MASK, "standard id");
                yield ofId(ArbitrationId.standard(word));
            }
            case XL_DIGITS -> xl(start, word);
            case EXTENDED_DIGITS -> {
                limit(start, word, IdWord.ERROR | IdWord.EXTENDED_MASK, "extended id");
                yield IdWord.isError(word) ? error(word) : ofId(ArbitrationId.extended(word));
            }
            default -> throw in.badAt(start, "an id has 3 hex digits, 8 if extended, 5 in an XL frame, not " + digits);
        };
    }

    private Frame ofId(ArbitrationId id) {
        if (in.take('#')) {
            int flags = in.hexDigit("the FD flags");
            return new FdFrame(id, flags, data(FrameLayout.FD_DATA));
        }
        if (in.take('R') || in.take('r')) {
            int start = in.position();
            int length = in.atEnd() ? 0 : in.hexDigit("the length");
            if (length > FrameLayout.CLASSIC_DATA) {
                throw in.badAt(start, "a remote frame asks for 0 to 8 bytes, not %X".formatted(length));
            }
            return new RemoteFrame(id, length, rawDlc(length));
        }
        Payload data = data(FrameLayout.CLASSIC_DATA);
        return new DataFrame(id, data, rawDlc(data.length()));
    }

    private Frame error(int word) {
        if (in.sees('#') || in.sees('R') || in.sees('r')) {
            throw in.bad("an error frame (8 digits with bit 20000000) is neither FD nor remote");
        }
        return new ErrorFrame(word & IdWord.EXTENDED_MASK, data(FrameLayout.CLASSIC_DATA));
    }

    private Frame xl(int start, int word) {
        int priority = word & 0xfff;
        limit(start + 2, priority, IdWord.STANDARD_MASK, "XL priority");
        int flags = in.hex(2, "the XL flags");
        in.need(':', "behind the XL flags");
        int sduType = in.hex(2, "the SDU type");
        in.need(':', "behind the SDU type");
        int acceptance = in.hex(8, "the acceptance field");
        in.need('#', "behind the acceptance field");
        Payload data = data(XlFrame.MAX_DATA);
        if (data.length() == 0) {
            throw in.bad("an XL frame has 1 to 2048 bytes of data, here are none");
        }
        return new XlFrame(priority, word >> 12, flags, sduType, acceptance, data);
    }

    /** Pairs of hex digits, each with a '.' before it or not; one more '.' at the end, as cansend has it. */
    private Payload data(int most) {
        byte[] bytes = new byte[Math.min(most, in.left() / 2)];
        int length = 0;
        while (true) {
            in.take('.');
            if (in.atEnd() || in.sees('_')) {
                return Payload.copyOf(bytes, length);
            }
            if (length == most) {
                throw in.bad("more than the %d bytes of data that such a frame has".formatted(most));
            }
            int value = in.hex(2, "the data");
            bytes[length++] = (byte) value;
        }
    }

    private int rawDlc(int length) {
        int start = in.position();
        if (!in.take('_')) {
            return 0;
        }
        int dlc = in.hexDigit("the raw DLC");
        if (length != FrameLayout.CLASSIC_DATA || dlc <= FrameLayout.CLASSIC_DATA) {
            throw in.badAt(start, "a raw DLC is 9 to F and comes with 8 bytes");
        }
        return dlc;
    }

    private void limit(int start, int value, int most, String what) {
        if (Integer.compareUnsigned(value, most) > 0) {
            throw in.badAt(
                    start,
                    "%s %X is beyond %X"
                            .formatted(what, value, most == IdWord.STANDARD_MASK ? most : IdWord.EXTENDED_MASK));
        }
    }
}
