package org.buslane.core.text;

import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;

/**
 * A frame as cansend takes it and candump -L prints it (can-utils, lib.h):
 *
 * <pre>
 * 123#DEADBEEF  123#DE.AD.BE.EF    classic; 3 hex digits are a standard id, 8 an extended one
 * 123#1122334455667788_E           8 bytes with raw DLC 9 to F
 * 123#R  123#R4  123#R8_E          remote, with the length it asks for
 * 123##1AABB                       FD: a hex digit of flags, then 0 to 64 bytes
 * 20000004#0001000000000000        error frame: 8 digits with bit 20000000
 * 45123#81:00:12345678#1122        XL: network 45, priority 123, flags, SDU type, acceptance field
 * </pre>
 *
 * Stricter than cansend where it would send something else than what is written: ids beyond their
 * range, a ninth byte, characters behind the frame.
 */
public final class FrameText {
    private FrameText() {}

    /**
     * Reads one frame.
     *
     * @throws BadLineException naming the column, if the text is anything but one frame
     */
    public static Frame parse(String text) {
        return FrameParser.parse(new TextScanner(text, 0, text.length()));
    }

    /** Upper case, without separators; FD flags with their FDF bit, as candump prints them. */
    public static String format(Frame frame) {
        return switch (frame) {
            case DataFrame data -> data.id() + "#" + data.data() + rawDlc(data.rawDlc());
            case RemoteFrame remote ->
                remote.id() + "#R" + (remote.length() == 0 ? "" : remote.length()) + rawDlc(remote.rawDlc());
            case ErrorFrame error -> "%08X#%s".formatted(error.idWord(), error.data());
            case FdFrame fd -> "%s##%X%s".formatted(fd.id(), fd.flags(), fd.data());
            case XlFrame xl ->
                "%02X%03X#%02X:%02X:%08X#%s"
                        .formatted(
                                xl.virtualNetwork(),
                                xl.priority(),
                                xl.flags(),
                                xl.sduType(),
                                xl.acceptance(),
                                xl.data());
        };
    }

    private static String rawDlc(int rawDlc) {
        return rawDlc == 0 ? "" : "_%X".formatted(rawDlc);
    }
}
