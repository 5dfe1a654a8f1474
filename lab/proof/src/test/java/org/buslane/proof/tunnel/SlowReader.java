package org.buslane.proof.tunnel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A peer over TCP whose window is as small as cannelloni's, which sets TCP_WINDOW_CLAMP to 1, and gets 1152 bytes. It
 * counts classic frames with 8 bytes, 13 each.
 */
final class SlowReader implements AutoCloseable {
    private static final int GREETING = 12;
    private static final int FRAME = 13;

    private final Socket socket;
    private final AtomicLong bytes = new AtomicLong();
    private final CompletableFuture<Void> end;

    private SlowReader(Socket socket) {
        this.socket = socket;
        this.end = CompletableFuture.runAsync(this::read);
    }

    static SlowReader connect(Site from, String host, int port) {
        return from.inside(() -> {
            Socket socket = new Socket();
            try {
                socket.setReceiveBufferSize(1152);
                socket.connect(new InetSocketAddress(host, port));
                socket.getOutputStream().write("CANNELLONIv1".getBytes(StandardCharsets.US_ASCII));
                return new SlowReader(socket);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void read() {
        byte[] some = new byte[4096];
        try (InputStream in = socket.getInputStream()) {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                bytes.addAndGet(count);
            }
        } catch (IOException e) {
            // It was closed, by us or by them.
        }
    }

    /** Whole ones that came. */
    long frames() {
        return Math.max(0, bytes.get() - GREETING) / FRAME;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        end.join();
    }
}
