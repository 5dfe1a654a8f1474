package org.buslane.core.pcapng;

import java.nio.ByteBuffer;
import org.buslane.core.recording.BadRecordingException;

/** Walks the options that a block ends with. */
final class Options {
    /** Makes the complaint about a block from what is wrong with it. */
    interface Complaint {
        BadRecordingException of(String sentence);
    }

    private final ByteBuffer bytes;
    private final Complaint complaint;
    private int code;
    private ByteBuffer value = ByteBuffer.allocate(0);

    Options(ByteBuffer bytes, Complaint complaint) {
        this.bytes = bytes;
        this.complaint = complaint;
    }

    boolean next() {
        if (bytes.remaining() < 4) {
            return false;
        }
        code = Short.toUnsignedInt(bytes.getShort());
        int length = Short.toUnsignedInt(bytes.getShort());
        if (code == Block.OPTION_END) {
            return false;
        }
        if (Block.padded(length) > bytes.remaining()) {
            throw complaint.of("an option of %d bytes where %d are left".formatted(length, bytes.remaining()));
        }
        value = bytes.slice(bytes.position(), length).order(bytes.order());
        bytes.position(bytes.position() + Block.padded(length));
        return true;
    }

    int code() {
        return code;
    }

    ByteBuffer value() {
        return value;
    }
}
