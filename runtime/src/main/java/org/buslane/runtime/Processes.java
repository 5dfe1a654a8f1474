package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The processes of the machine.
 *
 * @param proc the folder that is /proc
 */
record Processes(Path proc) {
    /** Empty if there is no such process, or it ends just now. */
    Optional<ProcessState> state(int pid) {
        try {
            return Optional.of(ProcessState.parse(Files.readString(folder(pid).resolve("stat"))));
        } catch (IOException | IllegalArgumentException e) {
            // One that goes while it is read is an ESRCH, or half a line.
            return Optional.empty();
        }
    }

    Optional<ProcessState> alive(int pid) {
        return state(pid).filter(process -> !process.isDead());
    }

    /**
     * The first process of a container by the pid that a file tells. Engines leave such files behind when a container
     * ends, and the pid may then be anybody's; but what a container's monitor has started is always its child, as
     * monitors are subreapers (PR_SET_CHILD_SUBREAPER) and the runtime that forked it has gone.
     *
     * @param monitor whether that is one by its process
     */
    Optional<ProcessState> child(int pid, Monitor monitor) {
        return alive(pid)
                .filter(process -> state(process.parent()).filter(monitor::is).isPresent());
    }

    /** The uid it has its rights by, or empty if it has gone. */
    Optional<Long> owner(int pid) {
        try {
            return Optional.of(Integer.toUnsignedLong((Integer) Files.getAttribute(folder(pid), "unix:uid")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Path folder(int pid) {
        return proc.resolve(Integer.toString(pid));
    }

    /** Tells by its process whether it watches over a container. */
    interface Monitor {
        boolean is(ProcessState process);
    }
}
