package org.buslane.node.agent;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    /** What reading the configuration again changed, or would change; empty without an agent. */
    public Optional<List<String>> reload(boolean dryRun) {
        return ask(new AgentRequest.Reload(dryRun)).map(answer -> answer.texts("changes"));
    }

    /** Empty without an agent. */
    public Optional<AgentStatus> status() {
        return ask(new AgentRequest.Status()).map(AgentStatus::read);
    }

    /**
     * What is declared, as it was written.
     *
     * @param file how messages call it
     */
    public record Declared(String file, String text) {}

    /** For the gateway to find its part in; empty without an agent. */
    public Optional<Declared> declaration() {
        return ask(new AgentRequest.Declaration())
                .map(answer -> new Declared(answer.text("file"), answer.text("text")));
    }

    /**
     * The same of an agent that is just starting.
     *
     * @throws NodeException if there was none until then
     */
    public Declared awaitDeclaration(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        NodeException last = new NodeException("no agent answers at %s".formatted(folder.socket()));
        while (System.nanoTime() - end <= 0) {
            try {
                Optional<Declared> declared = declaration();
                if (declared.isPresent()) {
                    return declared.get();
                }
            } catch (NodeException e) {
                last = e; // One that was killed while it answered; the next one starts already.
            }
            pause();
        }
        throw last;
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NodeException("interrupted while the agent starts", e);
        }
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
