package org.buslane.runtime;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One question to an HTTP server on a unix socket. A thread of its own does it, which may block: closing the channel
 * ends it at the deadline, wherever it is.
 */
final class UnixHttp {
    private static final int CHUNK = 1 << 14;

    private UnixHttp() {}

    /**
     * @param target such as {@code /containers/seat-service/json}, of characters that need no escapes
     * @throws IOException if nobody listens there, or does not answer in time, or no HTTP, or without an end
     */
    static HttpResponse get(Path socket, String target, Duration patience) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            FutureTask<byte[]> exchange = new FutureTask<>(() -> exchange(channel, socket, target));
            Thread.ofPlatform().daemon().name("asking " + socket).start(exchange);
            return HttpResponse.parse(exchange.get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            throw new IOException("it did not answer within %.1f s".formatted(patience.toMillis() / 1000.0), e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause() instanceof IOException cause ? cause.getMessage() : e.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static byte[] exchange(SocketChannel channel, Path socket, String target) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
        // In HTTP/1.1 Go answers in chunks what is longer than 2 KB. A host it wants in both.
        ByteBuffer request = ByteBuffer.wrap("GET %s HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n\r\n"
                .formatted(target)
                .getBytes(StandardCharsets.US_ASCII));
        while (request.hasRemaining()) {
            channel.write(request);
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        for (int length = channel.read(ByteBuffer.wrap(chunk)); length >= 0; ) {
            answer.write(chunk, 0, length);
            if (answer.size() > BoundedFile.LARGEST) {
                throw new IOException("its answer is larger than %d MiB".formatted(BoundedFile.LARGEST >> 20));
            }
            length = channel.read(ByteBuffer.wrap(chunk));
        }
        return answer.toByteArray();
    }
}
