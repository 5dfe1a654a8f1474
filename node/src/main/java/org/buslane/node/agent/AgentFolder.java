package org.buslane.node.agent;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.node.folder.FolderLock;

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

    /** Where its gateway runs: a folder of that one's user in this one of root's. */
    public Path gateway() {
        return path.resolve("gateway");
    }

    /** The one whose gateway runs in that folder. */
    public static AgentFolder above(Path gateway) {
        return new AgentFolder(Optional.ofNullable(gateway.getParent())
                .orElseThrow(() -> new NodeException(gateway + " is no folder in an agent's")));
    }

    Path declaration() {
        return path.resolve("node.yaml");
    }

    /** Whose lock an agent has while it runs. */
    public Path lock() {
        return path.resolve("agent.lock");
    }

    /** Everybody may read them: they are what `lanes` shows. */
    public Path records() {
        return path.resolve("attached");
    }

    /**
     * Makes it this process's agent's alone, as long as the lock is open.
     *
     * @throws NodeException if an agent runs here already, or the folder cannot be had
     */
    FolderLock take() {
        Path file = lock();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectory(path);
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            return FolderLock.take(file)
                    .orElseThrow(() -> new NodeException(
                            "an agent%s is running in %s already".formatted(FolderLock.holder(file), path)));
        } catch (AccessDeniedException e) {
            throw new NodeException("%s: permission denied; the agent is root's: use sudo".formatted(path), e);
        } catch (IOException e) {
            throw new NodeException("the agent cannot run in %s: %s".formatted(path, e.getMessage()), e);
        }
    }
}
