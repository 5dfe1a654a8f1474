package org.buslane.tunnel.socketcand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;

/** A server that says what a test tells it to, and keeps what it hears, a read at a time. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocketChannel listener;

    private ScriptedServer(SocketAddress address, ServerSocketChannel listener) {
        this.listener = listener;
        try {
            listener.bind(address, 8);
            listener.configureBlocking(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedServer onTcp() {
        return onTcp(0);
    }

    static ScriptedServer onTcp(int port) {
        return onTcp(InetAddress.getLoopbackAddress(), port);
    }

    static ScriptedServer onTcp(InetAddress address, int port) {
        try {
            return new ScriptedServer(new InetSocketAddress(address, port), ServerSocketChannel.open());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ScriptedServer onUnix(Path path) {
        try {
            return new ScriptedServer(
                    UnixDomainSocketAddress.of(path), ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return listener.socket().getLocalPort();
    }

    /** A client of bus can0 here that may do everything. */
    SocketcandClientSpec spec() {
        return spec(port());
    }

    static SocketcandClientSpec spec(int port) {
        ListenPlace place = new ListenPlace.Tcp(new InetPlace(InetAddress.getLoopbackAddress(), port));
        return SocketcandClientSpec.of(place, "can0", Policy.everything());
    }

    /** The next connection of the client's. */
    Guest accepts(LinkLoop loop) {
        List<Guest> next = new ArrayList<>();
        loop.until(() -> {
            try {
                SocketChannel channel = listener.accept();
                return channel != null && next.add(new Guest(channel));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return next.getFirst();
    }

    /** The next connection, led to raw mode. */
    Guest welcomes(LinkLoop loop) {
        Guest guest = accepts(loop);
        guest.says("< hi >");
        loop.until(() -> guest.heard().equals("< open can0 >"));
        guest.says("< ok >");
        loop.until(() -> guest.heard().endsWith("< rawmode >"));
        guest.says("< ok >");
        loop.until(() -> loop.report().well());
        guest.forget();
        return guest;
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One connection. */
    static final class Guest implements AutoCloseable {
        private final SocketChannel channel;
        private final List<String> reads = new ArrayList<>();
        private boolean hasEnded;

        Guest(SocketChannel channel) throws IOException {
            this.channel = channel;
            channel.configureBlocking(false);
        }

        /** All of which there is room for. */
        void says(String words) {
            ByteBuffer bytes = ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII));
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Reads until nothing is there. */
        String heard() {
            while (read(64 * 1024)) {}
            return String.join("", reads);
        }

        /** Reads once. @return whether something came */
        boolean read(int most) {
            ByteBuffer some = ByteBuffer.allocate(most);
            try {
                int count = channel.read(some);
                hasEnded |= count < 0;
                if (count > 0) {
                    reads.add(new String(some.array(), 0, count, StandardCharsets.US_ASCII));
                }
                return count > 0;
            } catch (IOException e) {
                hasEnded = true;
                return false;
            }
        }

        /** What each read brought. */
        List<String> reads() {
            return List.copyOf(reads);
        }

        void forget() {
            reads.clear();
        }

        /** Whether the client has closed the connection. */
        boolean hasEnded() {
            heard();
            return hasEnded;
        }

        /** Gone without a farewell. */
        void dies() {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException | UnsupportedOperationException e) {
                // A unix socket has none.
            }
            close();
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
}
