package org.buslane.linux;

import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * A network namespace by an open descriptor, which keeps it, and names the same one even when the process it was
 * found by is gone and its pid another's. See namespaces(7), setns(2).
 */
public record NetworkNamespace(Descriptor descriptor) implements AutoCloseable {
    /**
     * That of a file, such as {@code /proc/PID/ns/net} or {@code /run/netns/NAME}.
     *
     * @throws LinuxException ENOENT without the file, EACCES or EPERM if it is another user's
     */
    public static NetworkNamespace open(Path file) {
        return new NetworkNamespace(Nsfs.open("open network namespace", file));
    }

    /** This thread's own, which for threads that never asked for another is the process's. */
    public static NetworkNamespace current() {
        return open(Path.of("/proc/thread-self/ns/net"));
    }

    /** Its number, which no other namespace of the machine has as long as this is open. */
    public long inode() {
        return Nsfs.inode(descriptor);
    }

    /** Whether the file is a network namespace at all. */
    public boolean isOne() {
        return Nsfs.type(descriptor) == Nsfs.CLONE_NEWNET;
    }

    /**
     * The user namespace whose root may do everything in there.
     *
     * @throws LinuxException EPERM if it is neither this process's own nor one below that
     */
    public UserNamespace owner() {
        return new UserNamespace(Nsfs.owner(descriptor));
    }

    /**
     * Does something in there, on a thread of its own that ends with it: nothing else of this process is ever seen
     * there, not even if the way back should fail. A socket that is opened in there belongs there for good. A
     * program started meanwhile is in there too.
     *
     * @throws LinuxException EINVAL if the file is no network namespace, EPERM without CAP_SYS_ADMIN there and here
     */
    public <T> T run(Supplier<T> task) {
        FutureTask<T> inside = new FutureTask<>(() -> {
            LinuxException.check(
                    "setns", descriptor, Kernel.call(SystemCall.SETNS, descriptor.number(), Nsfs.CLONE_NEWNET));
            return task.get();
        });
        // A platform thread: on a virtual one the namespace would stay with the carrier, and be others' next.
        Thread.ofPlatform().name("in " + descriptor.what()).daemon().start(inside);
        return result(inside);
    }

    /** Waits to the end, since what was opened would otherwise be nobody's. An interrupt is kept for later. */
    private static <T> T result(Future<T> inside) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return inside.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException thrown -> throw thrown;
                case Error thrown -> throw thrown;
                case null, default -> throw new AssertionError(e);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
