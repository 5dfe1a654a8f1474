package org.buslane.node.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.node.folder.RunFolders;

/** Asks the running gateway one thing. */
public final class ControlClient {
    /** Far more than any gateway has to say: 63 interfaces in thousands of lanes. */
    private static final int LONGEST_ANSWER = 64 << 20;

    private static final int CHUNK = 1 << 13;

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

    private static String ask(SocketChannel channel, ControlRequest request) throws IOException {
        try {
            channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            // A stranger is refused before it has asked anything; the reason can be read all the same.
        }
        String answer = read(channel);
        if (answer.startsWith("{\"error\"")) {
            throw new NodeException(JsonObject.parse(answer).text("error"));
        }
        return answer;
    }

    /** A line without its end. Not to the end of the stream, which is a reset if our request was never read. */
    private static String read(SocketChannel channel) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(CHUNK);
        byte[] chunk = new byte[CHUNK];
        while (line.size() < LONGEST_ANSWER) {
            int length = channel.read(ByteBuffer.wrap(chunk));
            if (length < 0) {
                throw new NodeException("the gateway went away in the middle of its answer");
            }
            line.write(chunk, 0, length);
            if (length > 0 && chunk[length - 1] == '\n') {
                return line.toString(StandardCharsets.UTF_8).stripTrailing();
            }
        }
        throw new NodeException("the gateway's answer has no end");
    }

    private static Optional<SocketChannel> connect(Path folder) {
        try {
            return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(RunFolders.controlSocket(folder))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
