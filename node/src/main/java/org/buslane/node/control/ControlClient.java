package org.buslane.node.control;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.node.folder.RunFolders;

/** Asks the running gateway one thing. */
public final class ControlClient {
    /** A gateway that was stopped, or is not what it should be, must not have others wait for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ControlClient() {}

    /**
     * The gateway's answer, a line of JSON.
     *
     * @throws NodeException if none is running, or what it answered if that is an error
     */
    public static String ask(Caller caller, ControlRequest request) {
        try (SocketChannel channel = RunFolders.live(caller, ControlClient::connect)) {
            return ask(channel, request);
        } catch (IOException e) {
            throw new NodeException("the gateway did not answer: " + e.getMessage(), e);
        }
    }

    /** The same of the gateway in just that folder, within ten seconds. */
    public static String askIn(Path folder, ControlRequest request) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(RunFolders.controlSocket(folder)))) {
            // Interrupting a thread closes the channel it waits on, and so does the end of this method.
            Thread clock = Thread.ofVirtual().start(() -> {
                try (channel) {
                    Thread.sleep(PATIENCE);
                } catch (InterruptedException | IOException e) {
                    // It was answered in time.
                }
            });
            try {
                return ask(channel, request);
            } finally {
                clock.interrupt();
            }
        } catch (IOException e) {
            throw new NodeException("no gateway answers in %s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private static String ask(SocketChannel channel, ControlRequest request) throws IOException {
        try {
            ByteBuffer line = ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.US_ASCII));
            while (line.hasRemaining()) {
                channel.write(line);
            }
        } catch (IOException e) {
            // A stranger is refused before it has asked anything; the reason can be read all the same.
        }
        return Answer.line("the gateway's answer", channel);
    }

    private static Optional<SocketChannel> connect(Path folder) {
        try {
            return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(RunFolders.controlSocket(folder))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
