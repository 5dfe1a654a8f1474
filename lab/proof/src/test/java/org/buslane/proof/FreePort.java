package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** A port of TCP at 127.0.0.1 where nobody listens now, for a command that listens there soon. */
final class FreePort {
    private FreePort() {}

    /** In words, as it is typed. */
    static String tcp() {
        try (ServerSocket free = new ServerSocket()) {
            free.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return Integer.toString(free.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
