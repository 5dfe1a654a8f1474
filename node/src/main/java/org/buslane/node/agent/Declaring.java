package org.buslane.node.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.declared.NodeDeclaration;
import org.buslane.node.reconcile.Keeping;

/**
 * What is declared at the moment, and how it becomes another. Any thread may ask it, the agent's without waiting; two
 * that reload come one after the other.
 */
public final class Declaring {
    private final DeclarationFile file;
    private final GatewayLink gateway;
    private final Consumer<String> journal;
    private volatile DeclarationFile.Loaded now;

    private Declaring(DeclarationFile file, GatewayLink gateway, Consumer<String> journal) {
        this.file = file;
        this.gateway = gateway;
        this.journal = journal;
        this.now = file.readOrRecall();
        if (!now.objection().isEmpty()) {
            journal.accept("going on with what was declared before: " + now.objection());
        }
    }

    /**
     * By a file.
     *
     * @throws NodeException naming file, line and key of what is wrong with it, unless an agent that was killed left
     *     behind what it last said without a mistake
     */
    public static Declaring by(Path file, AgentFolder folder, GatewayLink gateway, Consumer<String> journal) {
        return new Declaring(
                new DeclarationFile(file, folder.declaration(), GatewayConfig::text, GatewayConfig::parseNode),
                gateway,
                journal);
    }

    public NodeDeclaration declared() {
        return now.declared();
    }

    /** As it was written. */
    String text() {
        return now.text();
    }

    Path file() {
        return file.file();
    }

    /** Why what holds is not what the file says; empty if it is. */
    String objection() {
        return now.objection();
    }

    /** It holds from now on. */
    synchronized void begin() {
        file.keep(now);
    }

    /**
     * Reads the file again, and makes the difference. With a mistake in it nothing is changed.
     *
     * @return what is different now, or would be, in words
     */
    synchronized List<String> reload(boolean dryRun, AgentThread thread, Keeping keeping) {
        DeclarationFile.Loaded loaded = file.read();
        List<String> changes = new ArrayList<>(thread.ask(() -> {
            List<String> steps = keeping.plan(loaded.declared());
            if (!dryRun) {
                file.keep(loaded);
                now = loaded;
                keeping.declare(loaded.declared());
            }
            return steps;
        }));
        changes.addAll(tellGateway(loaded.text(), dryRun));
        return changes;
    }

    private List<String> tellGateway(String text, boolean dryRun) {
        try {
            return gateway.reload(file.file().toString(), text, dryRun);
        } catch (NodeException e) {
            journal.accept("the gateway was not told: " + e.getMessage());
            return List.of("the gateway was not told: " + e.getMessage());
        }
    }

    /** The agent ends: the next one starts with the file alone. */
    void end() {
        file.forget();
    }
}
