package org.buslane.linux.inet;

import java.net.InetAddress;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.stream.ByteStream;

/** Begins TCP connections without waiting for them. */
public final class TcpConnection {
    /**
     * What the kernel keeps that it has not sent, in bytes (TCP_NOTSENT_LOWAT), beyond which it takes no more. Without
     * that it takes megabytes, and what a slow peer gets out of them is old.
     */
    public static final int QUEUED = 8 * 1024;

    private TcpConnection() {}

    /**
     * Begins to connect. The stream is writable once that is decided, and then {@link #result} tells how.
     *
     * @throws LinuxException if it fails at once, as without a route
     */
    public static ByteStream begin(InetAddress address, int port, String what) {
        ByteStream stream = begin(new InetPlace(address, port), what);
        try {
            TcpOptions.userTimeout(stream.descriptor());
            return stream;
        } catch (LinuxException e) {
            stream.close();
            throw e;
        }
    }

    /** The same, to a peer that may have a window of any size: whether it answers is {@link TcpSilence}'s to ask. */
    public static ByteStream begin(InetPlace place, String what) {
        Descriptor socket = InetSocket.open(place, InetSocket.STREAM, TcpOptions.IPPROTO_TCP, what);
        try {
            TcpOptions.set(socket);
            long result = InetSocket.connect(socket, place);
            if (result != -Errno.EINPROGRESS) {
                LinuxException.check("connect", what, result);
            }
            return ByteStream.of(socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    /** How connecting ended: 0, or its errno. */
    public static int result(ByteStream connection) {
        return InetSocket.get(connection.descriptor(), "SO_ERROR", InetSocket.SOL_SOCKET, InetSocket.SO_ERROR);
    }
}
