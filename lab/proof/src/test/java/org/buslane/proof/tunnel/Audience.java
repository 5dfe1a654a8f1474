package org.buslane.proof.tunnel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Clients of a socketcand server in raw mode, which one thread reads from when it is told to. */
final class Audience implements AutoCloseable {
    private final List<Listening> all = new ArrayList<>();
    private final Selector selector;
    private CompletableFuture<Void> end = CompletableFuture.completedFuture(null);
    private volatile boolean isClosed;

    private Audience(Selector selector) {
        this.selector = selector;
    }

    /** One of them. What it has heard other threads may ask for. */
    static final class Listening {
        private final SocketChannel channel;
        private final String name;
        private final ByteBuffer buffer = ByteBuffer.allocate(32 * 1024);
        private final CountedFrames frames = new CountedFrames();

        private Listening(SocketChannel channel) throws IOException {
            InetSocketAddress here = (InetSocketAddress) channel.getLocalAddress();
            this.channel = channel;
            this.name = here.getAddress().getHostAddress() + ":" + here.getPort();
        }

        /** As the server has it. */
        String name() {
            return name;
        }

        CountedFrames frames() {
            return frames;
        }

        /** @return whether there is more to come */
        private boolean read() throws IOException {
            int count = channel.read(buffer);
            buffer.flip();
            frames.take(buffer);
            buffer.compact();
            return count >= 0;
        }
    }

    /** @param window SO_RCVBUF of each in bytes; 0 leaves the kernel's */
    static Audience connect(int clients, int port, int window) {
        try {
            Audience audience = new Audience(Selector.open());
            for (int i = 0; i < clients; i++) {
                SocketChannel channel = SocketChannel.open();
                if (window > 0) {
                    channel.socket().setReceiveBufferSize(window);
                }
                channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                expect(channel, "< hi >");
                say(channel, "< open can0 >");
                expect(channel, "< ok >");
                say(channel, "< rawmode >");
                expect(channel, "< ok >");
                audience.all.add(new Listening(channel));
            }
            return audience;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static void expect(SocketChannel channel, String text) throws IOException {
        ByteBuffer answer = ByteBuffer.allocate(text.length());
        while (answer.hasRemaining() && channel.read(answer) >= 0) {
            // There is more of it.
        }
        String read = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        if (!read.equals(text)) {
            throw new AssertionError("%s instead of %s".formatted(read, text));
        }
    }

    List<Listening> all() {
        return all;
    }

    /** As the server has them. */
    List<String> names() {
        return all.stream().map(Listening::name).toList();
    }

    /** From now on they take what comes, in a thread of its own: the common ones are one on one processor. */
    void read() {
        end = CompletableFuture.runAsync(this::work, task -> Thread.ofPlatform().start(task));
    }

    private void work() {
        try {
            for (Listening one : all) {
                one.channel.configureBlocking(false);
                one.channel.register(selector, SelectionKey.OP_READ, one);
            }
            while (!isClosed) {
                selector.select(key -> {
                    try {
                        if (!((Listening) key.attachment()).read()) {
                            key.cancel();
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        isClosed = true;
        selector.wakeup();
        end.join();
        try {
            for (Listening one : all) {
                one.channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
