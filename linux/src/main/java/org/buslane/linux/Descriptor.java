package org.buslane.linux;

import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * An open file descriptor with an owner: closed once, and never used by number afterwards, when the
 * number may already be another file's.
 */
public final class Descriptor implements AutoCloseable {
    private static final int CLOSED = -1;

    /** fcntl.h. */
    private static final int F_DUPFD_CLOEXEC = 1030;

    private static final int F_SETFD = 2;
    private static final int FD_CLOEXEC = 1;
    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 04000;

    private final String what;
    private volatile int number;

    private Descriptor(int number, String what) {
        if (number < 0) {
            throw new IllegalArgumentException("a descriptor is not negative: " + number + " for " + what);
        }
        this.number = number;
        this.what = what;
    }

    /**
     * Takes over an open descriptor: one a call returned, or one inherited.
     *
     * @param what names the file for people, such as {@code /run/buslane/bus.sock}
     */
    public static Descriptor adopt(int number, String what) {
        return new Descriptor(number, what);
    }

    /**
     * Its number, for a call that is made now.
     *
     * @throws IllegalStateException if it is closed
     */
    public int number() {
        int current = number;
        if (current == CLOSED) {
            throw new IllegalStateException(what + " is closed");
        }
        return current;
    }

    public boolean isOpen() {
        return number != CLOSED;
    }

    /** The file's name for people. */
    public String what() {
        return what;
    }

    /** A second descriptor of the same open file, closed on exec. */
    public Descriptor duplicate() {
        return adopt((int) fcntl(F_DUPFD_CLOEXEC, 0), what);
    }

    /** O_NONBLOCK. It belongs to the open file: whoever shares the file shares the flag. */
    public void nonBlocking(boolean on) {
        long flags = fcntl(F_GETFL, 0);
        fcntl(F_SETFL, on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
    }

    public boolean isNonBlocking() {
        return (fcntl(F_GETFL, 0) & O_NONBLOCK) != 0;
    }

    /** Whether a program that this process becomes, or starts by itself, has it no more. */
    public void closeOnExec(boolean on) {
        fcntl(F_SETFD, on ? FD_CLOEXEC : 0);
    }

    private long fcntl(int command, long argument) {
        return LinuxException.check("fcntl", this, Kernel.call(SystemCall.FCNTL, number(), command, argument));
    }

    /**
     * Closes it; a second time does nothing. EINTR and EIO are no failures here: Linux has let go of
     * the number when it reports them.
     */
    @Override
    public void close() {
        int last;
        synchronized (this) {
            last = number;
            number = CLOSED;
        }
        if (last != CLOSED && Kernel.call(SystemCall.CLOSE, last) == -Errno.EBADF) {
            throw new LinuxException("close", what, new Errno(Errno.EBADF));
        }
    }

    /** What it is and its number, such as {@code /run/buslane/bus.sock [7]}. */
    @Override
    public String toString() {
        int current = number;
        return what + (current == CLOSED ? " [closed]" : " [" + current + "]");
    }
}
