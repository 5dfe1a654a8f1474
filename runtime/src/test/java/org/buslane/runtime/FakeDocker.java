package org.buslane.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A server on a unix socket that answers each connection with what it is told to. */
final class FakeDocker implements AutoCloseable {
    private final ServerSocketChannel server;
    private final Function<String, String> answers;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Thread thread;

    /** @param answers by the request's first line; an empty one is none, and the connection stays open */
    FakeDocker(Path socket, Function<String, String> answers) {
        try {
            Files.createDirectories(socket.getParent());
            this.server =
                    ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.answers = answers;
        this.thread = Thread.ofPlatform().daemon().start(this::serve);
    }

    /** One that runs, as a Docker Engine tells it. */
    static String running(String id, String name, int pid) {
        return ok("{\"Id\":\"%s\",\"Name\":\"/%s\",\"State\":{\"Status\":\"running\",\"Running\":true,\"Pid\":%d}}"
                .formatted(id, name, pid));
    }

    /** One container in a list, with labels in JSON. */
    static String listed(String id, String labels) {
        return "{\"Id\":\"%s\",\"Labels\":%s,\"State\":\"running\"}".formatted(id, labels);
    }

    static String ok(String body) {
        return "HTTP/1.0 200 OK\r\nContent-Type: application/json\r\n\r\n" + body;
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (true) {
            try (SocketChannel client = server.accept()) {
                ByteBuffer request = ByteBuffer.allocate(4096);
                client.read(request);
                String line = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8)
                        .lines()
                        .findFirst()
                        .orElse("");
                requests.add(line);
                ByteBuffer answer = ByteBuffer.wrap(answers.apply(line).getBytes(StandardCharsets.UTF_8));
                if (!answer.hasRemaining()) {
                    // To the end of the client's patience.
                    client.read(ByteBuffer.allocate(1));
                }
                while (answer.hasRemaining()) {
                    client.write(answer);
                }
            } catch (IOException e) {
                if (!server.isOpen()) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
