package org.buslane.virtual;

import java.io.IOException;
import org.buslane.linux.Descriptor;
import org.buslane.linux.socket.UnixSocket;

/** Where replies go that nobody waits for. */
final class Replies implements AutoCloseable {
    private final UnixSocket.Pair ends = Program.pair();

    Descriptor descriptor() {
        return ends.right().descriptor();
    }

    /** What a killed gateway had received and not closed: with a process of its own it would be gone. */
    void closeDuplicates() throws IOException {
        OpenDescriptors.closeDuplicatesOf(descriptor());
    }

    @Override
    public void close() {
        ends.close();
    }
}
