package org.buslane.node.agent;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.control.Answer;
import org.buslane.node.json.JsonObject;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.LaneReport;

/** Asks the agent, if one is running. */
public final class AgentClient {
    private static final String WHO = "the agent's answer";

    private final AgentFolder folder;

    public AgentClient(AgentFolder folder) {
        this.folder = folder;
    }

    /** Empty without an agent. */
    public Optional<LaneReport> attach(AttachRequest request) {
        return ask(new AgentRequest.Attach(request)).map(LaneReport::read);
    }

    /** Empty without an agent. */
    public Optional<List<String>> detach(DetachRequest request) {
        return ask(new AgentRequest.Detach(request)).map(answer -> answer.texts("detached"));
    }

    private Optional<JsonObject> ask(AgentRequest request) {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.socket()));
        } catch (IOException e) {
            return Optional.empty();
        }
        try (channel) {
            write(channel, request.line() + "\n");
            return Optional.of(Answer.read(WHO, channel));
        } catch (IOException e) {
            throw new NodeException("the agent did not answer: " + e.getMessage(), e);
        }
    }

    /** Who may not ask is told so and left, perhaps before the question is out: the answer can be read all the same. */
    private static void write(SocketChannel channel, String line) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            // What reading finds says why.
        }
    }
}
