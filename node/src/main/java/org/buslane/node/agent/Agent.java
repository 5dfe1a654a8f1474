package org.buslane.node.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.buslane.linux.socket.ServiceNotifier;
import org.buslane.node.control.ControlServer;
import org.buslane.node.folder.FolderLock;
import org.jspecify.annotations.Nullable;

/**
 * The agent: it keeps up what is declared, and what it and commands without it have promised, and attaches and detaches
 * for root. An {@link AgentThread} does everything; the control socket is on virtual threads, which hand their requests
 * over to it.
 */
public final class Agent implements AutoCloseable {
    /** A reload asks the thread, and then the gateway. */
    private static final Duration LONGEST_ANSWER = AgentThread.PATIENCE.multipliedBy(2);

    private final FolderLock lock;
    private final AgentParts parts;
    private final AgentThread thread;
    private final AgentAnswers answers;
    private final AtomicReference<@Nullable ControlServer> control = new AtomicReference<>();

    private Agent(FolderLock lock, AgentParts parts) {
        this.lock = lock;
        this.parts = parts;
        this.thread = new AgentThread(parts.keeping(), Watchdog.of(parts.environment()), parts.clock(), this::hangUp);
        this.answers = new AgentAnswers(parts, thread);
    }

    /**
     * Starts, and takes over the lanes that are recorded.
     *
     * @throws org.buslane.node.NodeException if an agent is there already, or its socket cannot be had
     */
    public static Agent start(AgentFolder folder, AgentParts parts) {
        Agent agent = new Agent(folder.take(), parts);
        parts.declaring().ifPresent(Declaring::begin);
        agent.thread.start();
        parts.lookout().start(agent.thread::hear);
        agent.control.set(ControlServer.openToMany(
                folder.socket(),
                _ -> true,
                parts.users()::isPrivileged,
                agent.answers::answer,
                new ControlServer.Manners("the agent", AgentRequest.MAX_LENGTH, LONGEST_ANSWER)));
        ServiceNotifier.of(parts.environment()).ifPresent(keeper -> keeper.tell("READY=1"));
        return agent;
    }

    /**
     * Reads the configuration again.
     *
     * @return what is different now, in words
     * @throws org.buslane.node.NodeException with what is wrong with it, when nothing is changed
     */
    public List<String> reload() {
        return answers.reload(false);
    }

    private void hangUp() {
        ControlServer server = control.getAndSet(null);
        if (server != null) {
            server.close();
        }
    }

    /**
     * Waits until it was closed.
     *
     * @throws org.buslane.node.NodeException if it ended by a fault of its own
     */
    public void await() throws InterruptedException {
        thread.await();
    }

    /** Ends it; lanes stay, unless declared ones are to go. */
    @Override
    public void close() {
        hangUp();
        parts.lookout().close();
        thread.close();
        parts.declaring().ifPresent(Declaring::end);
        try {
            lock.close();
        } catch (IOException e) {
            // The process's end gives it up as well.
        }
    }
}
