package org.buslane.runtime;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkNamespace;
import org.buslane.runtime.Reach.Reached;
import org.buslane.runtime.Reach.Reason;
import org.buslane.runtime.Reach.Refused;

/** Gets hold of network namespaces that are not this process's own. */
public final class NetworkNamespaces {
    private final Processes processes;
    private final Function<Path, NetworkNamespace> opener;

    /** @param proc the folder that is /proc */
    public NetworkNamespaces(Path proc) {
        this(proc, NetworkNamespace::open);
    }

    NetworkNamespaces(Path proc, Function<Path, NetworkNamespace> opener) {
        this.processes = new Processes(proc);
        this.opener = opener;
    }

    /** That of a container which was found running. */
    public Reach of(Container container) {
        return of(
                "container " + container.qualifiedName() + " (pid " + container.pid() + ")",
                container.pid(),
                OptionalLong.of(container.startTime()));
    }

    /** That of a process, whatever it is. */
    public Reach ofProcess(int pid) {
        return of("process " + pid, pid, OptionalLong.empty());
    }

    /** That of a process which began at this clock tick since boot. */
    public Reach ofProcess(int pid, long startTime) {
        return of("process " + pid, pid, OptionalLong.of(startTime));
    }

    /** That which a file holds, such as {@code /run/netns/NAME}. */
    public Reach ofFile(Path file) {
        if (Files.notExists(file)) {
            return new Refused(Reason.GONE, "there is no file " + file);
        }
        // Opening a pipe would wait for who writes to it.
        return Files.exists(file) && !Files.isRegularFile(file)
                ? new Refused(Reason.NO_NAMESPACE, file + " is no network namespace")
                : open(file.toString(), file);
    }

    /**
     * The pid may become another process's at any time. What is opened between two looks that see one start time is
     * that process's, since no two processes of one pid began at the same time.
     */
    private Reach of(String whose, int pid, OptionalLong startTime) {
        Optional<ProcessState> before = processes.state(pid);
        Optional<Refused> early = refused(whose, before, startTime);
        if (early.isPresent()) {
            return early.get();
        }
        Reach reach = open(whose, processes.folder(pid).resolve("ns/net"));
        Optional<Refused> late = refused(
                whose,
                processes.state(pid),
                OptionalLong.of(before.orElseThrow().startTime()));
        if (late.isPresent()) {
            if (reach instanceof Reached(Target target)) {
                target.close();
            }
            return late.get();
        }
        return reach;
    }

    private static Optional<Refused> refused(String whose, Optional<ProcessState> state, OptionalLong startTime) {
        if (state.isEmpty()) {
            return Optional.of(new Refused(Reason.GONE, whose + " is gone"));
        }
        if (startTime.isPresent() && state.get().startTime() != startTime.getAsLong()) {
            return Optional.of(new Refused(Reason.RECYCLED, whose + " is gone, and its pid another process's"));
        }
        return state.get().isDead()
                ? Optional.of(new Refused(Reason.ZOMBIE, whose + " has ended, and only waits for its parent"))
                : Optional.empty();
    }

    private Reach open(String whose, Path file) {
        NetworkNamespace network;
        try {
            network = opener.apply(file);
        } catch (LinuxException e) {
            String sentence = "%s: %s".formatted(whose, e.getMessage());
            return switch (e.errno().number()) {
                case Errno.ENOENT -> new Refused(Reason.GONE, sentence);
                case Errno.EACCES, Errno.EPERM -> new Refused(Reason.FORBIDDEN, sentence);
                default -> throw e;
            };
        }
        Optional<Refused> refused;
        try {
            refused = refused(whose, network);
            if (refused.isEmpty()) {
                return new Reached(Target.of(network));
            }
        } catch (RuntimeException | Error e) {
            network.close();
            throw e;
        }
        network.close();
        return refused.get();
    }

    private static Optional<Refused> refused(String whose, NetworkNamespace network) {
        if (!network.isOne()) {
            return Optional.of(new Refused(Reason.NO_NAMESPACE, whose + " is no network namespace"));
        }
        try (NetworkNamespace own = NetworkNamespace.current()) {
            return own.inode() == network.inode()
                    ? Optional.of(new Refused(
                            Reason.HOST_NETWORK,
                            whose + " is in the host's network, and sees its interfaces as they are"))
                    : Optional.empty();
        }
    }
}
