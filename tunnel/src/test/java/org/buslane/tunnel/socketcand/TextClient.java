package org.buslane.tunnel.socketcand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A client that says what a test has it say, and keeps what it reads, read by read. Never blocks once it is connected. */
final class TextClient implements AutoCloseable {
    final List<String> reads = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final SocketChannel channel;
    private boolean hasEnded;

    private TextClient(SocketChannel channel) {
        this.channel = channel;
    }

    static TextClient tcp(int port) {
        return tcp("127.0.0.1", port, 0);
    }

    /** @param window SO_RCVBUF in bytes; 0 leaves the kernel's */
    static TextClient tcp(String address, int port, int window) {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (window > 0) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, window);
            }
            channel.connect(new InetSocketAddress(address, port));
            channel.configureBlocking(false);
            return new TextClient(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TextClient unix(Path path) {
        try {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            return new TextClient(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As it stands in the server's report. */
    String name() {
        try {
            InetSocketAddress here = (InetSocketAddress) channel.getLocalAddress();
            return here.getAddress().getHostAddress() + ":" + here.getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void say(String text) {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what has come. */
    private void read() {
        try {
            buffer.clear();
            int count = channel.read(buffer);
            hasEnded |= count < 0;
            if (count > 0) {
                reads.add(new String(buffer.array(), 0, count, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException reset) {
            hasEnded = true;
        }
    }

    /** All that it has read until now. */
    String text() {
        read();
        return String.join("", reads);
    }

    boolean has(String text) {
        return text().equals(text);
    }

    boolean contains(String text) {
        return text().contains(text);
    }

    /** Forgets what it has read. */
    void forget() {
        reads.clear();
    }

    boolean hasEnded() {
        read();
        return hasEnded;
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
