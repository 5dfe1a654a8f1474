package org.buslane.node.lanes;

import java.nio.file.Path;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;

/**
 * Where the agent's socket and the records of lanes are: BUSLANE_RUNDIR, or /run/buslane. There is one of it for a
 * machine, or for a test that says so: lanes are the kernel's and no user's.
 */
public record AgentFolder(Path path) {
    public static AgentFolder of(Caller caller) {
        String told = caller.environment().getOrDefault("BUSLANE_RUNDIR", "");
        if (told.isEmpty()) {
            return new AgentFolder(caller.root().resolve("run/buslane"));
        }
        if (!told.startsWith("/")) {
            throw new NodeException("BUSLANE_RUNDIR is an absolute path, not '%s'".formatted(told));
        }
        return new AgentFolder(Path.of(told));
    }

    Path socket() {
        return path.resolve("agent.sock");
    }

    /** Everybody may read them: they are what `lanes` shows. */
    public Path records() {
        return path.resolve("attached");
    }
}
