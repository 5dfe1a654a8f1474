package org.buslane.core.asc;

import java.util.Optional;
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
import org.buslane.core.recording.BadRecordingException;

/** The frames of ASC lines, from the word behind channel and direction on. */
final class AscFrames {
    /** CAN_ERR_BUSERROR with empty details, as asc2log reads it: the format does not say which error it was. */
    static final Frame ERROR = new ErrorFrame(0x80, Payload.of(new byte[8]));

    private static final int MOST_DLC = 15;

    private AscFrames() {}

    /** Behind {@code 12.000005 1 123x Rx}. */
    static Optional<Frame> classic(ArbitrationId id, AscWords in, int base) {
        String kind = in.next("d or r");
        if (kind.equals("r")) {
            // Before version 8.5 a remote frame had no length.
            int dlc = in.peek(0).matches("[0-9A-Fa-f]") ? in.number(16, MOST_DLC, "the length") : 0;
            return Optional.of(remote(id, dlc));
        }
        if (!kind.equals("d")) {
            return Optional.empty();
        }
        int dlc = in.number(16, MOST_DLC, "the length");
        return Optional.of(data(id, dlc, in.data(base, Math.min(dlc, FrameLayout.CLASSIC_DATA))));
    }

    private static Frame remote(ArbitrationId id, int dlc) {
        return new RemoteFrame(id, Math.min(dlc, FrameLayout.CLASSIC_DATA), rawDlc(dlc));
    }

    private static Frame data(ArbitrationId id, int dlc, Payload data) {
        return new DataFrame(id, data, data.length() == FrameLayout.CLASSIC_DATA ? rawDlc(dlc) : 0);
    }

    private static int rawDlc(int dlc) {
        return dlc > FrameLayout.CLASSIC_DATA ? dlc : 0;
    }

    /** Behind {@code 12.000005 CANFD 1 Rx}. */
    static Optional<Frame> fd(AscWords in) {
        if (in.peek(0).equals("ErrorFrame")) {
            return Optional.of(ERROR);
        }
        ArbitrationId id = in.id(16);
        if (!isBit(in.peek(0)) || !isBit(in.peek(1))) {
            in.skip(1); // the message's name
        }
        in.skip(2);
        int dlc = in.number(16, MOST_DLC, "the length code");
        int length = in.number(10, FrameLayout.FD_DATA, "the length");
        Payload data = in.data(16, length);
        in.skip(2);
        int flags = in.word("the flags");
        if ((flags & AscFlags.FDF) != 0) {
            return Optional.of(new FdFrame(id, fdFlags(flags), data));
        }
        return Optional.of(classic(id, flags, dlc, data));
    }

    /** Behind {@code 12.000005 CANXL 1 Rx}. */
    static Optional<Frame> xl(AscWords in) {
        String kind = in.next("the kind of frame");
        in.skip(2);
        return switch (kind) {
            case "XLFF" -> Optional.of(xlFrame(in));
            case "FBFF", "FEFF", "CBFF", "CEFF" -> Optional.of(other(in, kind.startsWith("F")));
            default -> Optional.empty();
        };
    }

    /** FD and classic frames on a bus of XL. */
    private static Frame other(AscWords in, boolean fd) {
        ArbitrationId id = in.id(16);
        if (!in.peek(0).matches("[0-9a-fA-F]") || !in.peek(1).matches("\\d{1,2}")) {
            in.skip(1);
        }
        int dlc = in.number(16, MOST_DLC, "the length code");
        int length = in.number(10, fd ? FrameLayout.FD_DATA : FrameLayout.CLASSIC_DATA, "the length");
        Payload data = in.data(16, length);
        // An FD frame's stuff bits, and the checksum.
        in.skip(fd ? 2 : 1);
        int flags = in.word("the flags");
        return fd ? new FdFrame(id, fdFlags(flags), data) : classic(id, flags, dlc, data);
    }

    private static Frame xlFrame(AscWords in) {
        int priority = in.number(16, IdWord.STANDARD_MASK, "the priority");
        if (!in.peek(0).matches("[0-9a-fA-F]{2}") || !isBit(in.peek(1))) {
            in.skip(1);
        }
        int sduType = in.number(16, 0xff, "the SDU type");
        in.skip(2); // SEC, which the flags say too, and the length code
        int length = in.number(10, XlFrame.MAX_DATA, "the length");
        if (length == 0) {
            throw new BadRecordingException("an XL frame has 1 to 2048 bytes of data, here are none");
        }
        in.skip(2);
        int network = in.number(16, 0xff, "the virtual network id");
        int acceptance = in.word("the acceptance field");
        Payload data = in.data(16, length);
        in.skip(1);
        int flags = in.word("the flags");
        return new XlFrame(
                priority,
                network,
                ((flags & AscFlags.SEC) != 0 ? AscFlags.FRAME_SEC : 0)
                        | ((flags & AscFlags.RES) != 0 ? AscFlags.FRAME_RRS : 0),
                sduType,
                acceptance,
                data);
    }

    private static Frame classic(ArbitrationId id, int flags, int dlc, Payload data) {
        if ((flags & AscFlags.RTR) != 0) {
            return remote(id, dlc);
        }
        if (data.length() > FrameLayout.CLASSIC_DATA) {
            throw new BadRecordingException("a classic frame of %d bytes".formatted(data.length()));
        }
        return data(id, dlc, data);
    }

    private static int fdFlags(int flags) {
        return ((flags & AscFlags.BRS) != 0 ? FrameLayout.FD_BRS : 0)
                | ((flags & AscFlags.ESI) != 0 ? FrameLayout.FD_ESI : 0);
    }

    private static boolean isBit(String word) {
        return word.equals("0") || word.equals("1");
    }
}
