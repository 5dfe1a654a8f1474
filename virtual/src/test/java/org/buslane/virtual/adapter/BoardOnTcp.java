package org.buslane.virtual.adapter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.buslane.core.testkit.SlcanBoard;

/** A board that answers whoever connects next. It has a thread of its own until it is closed. */
final class BoardOnTcp implements AutoCloseable {
    private final CompletableFuture<Socket> connection = new CompletableFuture<>();

    BoardOnTcp(ServerSocket server, SlcanBoard board) {
        Thread.ofPlatform().name("a board over TCP").daemon().start(() -> serve(server, board));
    }

    private void serve(ServerSocket server, SlcanBoard board) {
        try (Socket socket = server.accept()) {
            connection.complete(socket);
            byte[] buffer = new byte[4096];
            for (int count = socket.getInputStream().read(buffer);
                    count > 0;
                    count = socket.getInputStream().read(buffer)) {
                socket.getOutputStream().write(board.take(Arrays.copyOf(buffer, count)));
            }
        } catch (IOException closed) {
            connection.completeExceptionally(closed); // without effect if it was there
        }
    }

    /** Cut, as by a machine that lost its power and came back. */
    void reset() {
        try (Socket socket = connection.join()) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        reset();
    }
}
