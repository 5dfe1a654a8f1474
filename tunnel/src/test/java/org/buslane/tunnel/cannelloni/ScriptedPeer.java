package org.buslane.tunnel.cannelloni;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The other end of a TCP connection, which says what the test says, and reads only when it is asked what it has read. */
final class ScriptedPeer implements AutoCloseable {
    static final String GREETING = HexFormat.of().formatHex("CANNELLONIv1".getBytes(StandardCharsets.US_ASCII));

    private final SocketChannel channel;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private boolean hasEnded;

    ScriptedPeer(SocketChannel channel) {
        this.channel = channel;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comes to a server of this machine, from one of its many addresses. */
    static ScriptedPeer comes(int port, String from, int receiveBuffer) {
        try {
            SocketChannel channel = SocketChannel.open();
            if (receiveBuffer > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            channel.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new ScriptedPeer(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedPeer comes(int port) {
        return comes(port, "127.0.0.1", 0);
    }

    /** The same, and says its greeting. */
    static ScriptedPeer greets(int port) {
        return comes(port).says(GREETING);
    }

    /** Bytes as hex, all of which there is room for. */
    ScriptedPeer says(String hex) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it was told until now, as hex. */
    String heard() {
        ByteBuffer some = ByteBuffer.allocate(64 * 1024);
        try {
            for (int count = channel.read(some.clear()); count != 0; count = channel.read(some.clear())) {
                if (count < 0) {
                    hasEnded = true;
                    break;
                }
                read.write(some.array(), 0, count);
            }
        } catch (IOException e) {
            hasEnded = true;
        }
        return HexFormat.of().formatHex(read.toByteArray());
    }

    /** What was said to it behind the greeting. */
    String frames() {
        String heard = heard();
        return heard.startsWith(GREETING) ? heard.substring(GREETING.length()) : "";
    }

    /** Whether the other end has closed the connection. */
    boolean hasEnded() {
        heard();
        return hasEnded;
    }

    int port() {
        return channel.socket().getLocalPort();
    }

    /** Gone without a farewell. */
    void dies() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
