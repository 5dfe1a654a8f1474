package org.buslane.node.control;

import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
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
        channel.write(ByteBuffer.wrap((request.line() + "\n").getBytes(StandardCharsets.US_ASCII)));
        InputStream in = Channels.newInputStream(channel);
        String answer = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        if (answer.startsWith("{\"error\"")) {
            throw new NodeException(JsonObject.parse(answer).text("error"));
        }
        if (!answer.endsWith("}\n")) {
            throw new NodeException("the gateway went away in the middle of its answer");
        }
        return answer.stripTrailing();
    }

    private static Optional<SocketChannel> connect(Path folder) {
        try {
            return Optional.of(SocketChannel.open(UnixDomainSocketAddress.of(RunFolders.controlSocket(folder))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
