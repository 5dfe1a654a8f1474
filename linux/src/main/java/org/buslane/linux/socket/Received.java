package org.buslane.linux.socket;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.Descriptor;

/**
 * One received message. Its descriptors are the receiver's to close, also when the message is refused:
 * closing this closes them.
 *
 * @param length bytes; 0 is the end of a connection
 * @param flags MSG_ flags the kernel set
 * @param credentials the sender's, if SO_PASSCRED is on
 */
public record Received(int length, int flags, List<Descriptor> descriptors, Optional<PeerCredentials> credentials)
        implements AutoCloseable {
    public Received {
        descriptors = List.copyOf(descriptors);
    }

    /** Whether the record was longer than the buffer; its rest is lost. */
    public boolean isTruncated() {
        return (flags & MessageFlags.TRUNC) != 0;
    }

    /** Whether there were more descriptors than room; the others are closed. */
    public boolean isControlTruncated() {
        return (flags & MessageFlags.CTRUNC) != 0;
    }

    @Override
    public void close() {
        descriptors.forEach(Descriptor::close);
    }
}
