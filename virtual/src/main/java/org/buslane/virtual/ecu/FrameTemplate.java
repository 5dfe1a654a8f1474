package org.buslane.virtual.ecu;

import java.util.List;
import org.buslane.core.frame.DataFrame;
import org.buslane.core.frame.ErrorFrame;
import org.buslane.core.frame.FdFrame;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.Payload;
import org.buslane.core.frame.RemoteFrame;
import org.buslane.core.frame.XlFrame;

/** A frame that an ECU sends again and again, and what is other each time. */
public record FrameTemplate(Frame frame, List<Field> fields) {
    static final int MOST_FIELDS = 64;

    public FrameTemplate {
        fields = List.copyOf(fields);
        if (frame instanceof ErrorFrame || frame instanceof XlFrame) {
            throw new IllegalArgumentException("an ECU sends classic and FD frames");
        }
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException(
                    "a frame has at most %d fields, not %d".formatted(MOST_FIELDS, fields.size()));
        }
        int length = data(frame).length();
        for (Field field : fields) {
            if (field.bytesNeeded() > length) {
                throw new IllegalArgumentException("a field reaches into byte %d of a frame with %d bytes of data"
                        .formatted(field.bytesNeeded() - 1, length));
            }
        }
    }

    /** The bytes of data; of a remote frame none. */
    static Payload data(Frame frame) {
        return switch (frame) {
            case DataFrame data -> data.data();
            case FdFrame fd -> fd.data();
            case ErrorFrame error -> error.data();
            case XlFrame xl -> xl.data();
            case RemoteFrame _ -> Payload.EMPTY;
        };
    }

    /** The same frame with other data, of the same length. */
    Frame with(byte[] data) {
        return switch (frame) {
            case DataFrame classic -> new DataFrame(classic.id(), Payload.of(data), classic.rawDlc());
            case FdFrame fd -> new FdFrame(fd.id(), fd.flags(), Payload.of(data));
            default -> frame;
        };
    }
}
