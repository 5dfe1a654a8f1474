package org.buslane.core.text;

import org.buslane.core.frame.ArbitrationId;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;

/**
 * A frame as a line for people, in the columns of candump without -L:
 *
 * <pre>
 *   can0  123   [4]  DE AD BE EF
 *   can0  12345678  [02]  11 22
 *   can0  123   [4]  remote request
 *   can0  20000004   [8]  00 04 00 00 00 00 00 00   ERRORFRAME  controller: receive error warning
 * </pre>
 *
 * XL data is cut at 64 bytes. Not a format for programs: they read {@link LogLine}s.
 */
public final class PrettyLine {
    private static final int CROP = 64;
    private static final String INDENT = "     ";

    private PrettyLine() {}

    /**
     * The line, without a line end.
     *
     * @param indentStandard moves standard ids under the last digits of extended ones, once such were seen
     */
    public static String format(String name, Frame frame, boolean indentStandard) {
        return "  " + name + "  "
                + switch (frame) {
                    case DataFrame data ->
                        "%s   [%d]%s".formatted(id(data.id(), indentStandard), data.length(), bytes(data.data()));
                    case RemoteFrame remote ->
                        "%s   [%d]  remote request".formatted(id(remote.id(), indentStandard), remote.length());
                    case ErrorFrame error ->
                        "%08X   [%d]%-25s   ERRORFRAME  %s"
                                .formatted(error.idWord(), error.length(), bytes(error.data()), ErrorWords.of(error));
                    case FdFrame fd ->
                        "%s  [%02d]%s".formatted(id(fd.id(), indentStandard), fd.length(), bytes(fd.data()));
                    case XlFrame xl -> xl(xl, indentStandard);
                };
    }

    private static String xl(XlFrame xl, boolean indent) {
        return "%s%03X [%04d] (%02X|%02X:%02X:%08X)%s"
                .formatted(
                        indent ? INDENT : "",
                        xl.priority(),
                        xl.length(),
                        xl.virtualNetwork(),
                        xl.flags(),
                        xl.sduType(),
                        xl.acceptance(),
                        bytes(xl.data()).substring(1));
    }

    private static String id(ArbitrationId id, boolean indent) {
        return indent && !id.extended() ? INDENT + id : id.toString();
    }

    private static String bytes(Payload data) {
        StringBuilder text = new StringBuilder(" ");
        for (int i = 0; i < Math.min(data.length(), CROP); i++) {
            text.append(" %02X".formatted(data.at(i)));
        }
        return text.append(data.length() > CROP ? " ..." : "").toString();
    }
}
