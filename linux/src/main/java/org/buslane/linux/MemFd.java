package org.buslane.linux;

import java.lang.foreign.Arena;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** A file in memory (memfd_create): shared by passing its descriptor, gone with the last of them. */
public record MemFd(Descriptor descriptor) implements AutoCloseable {
    /** linux/fcntl.h: no more seals, no shrinking, no growing, no writing, no new way of writing. */
    public static final int SEAL_SEAL = 0x01;

    public static final int SEAL_SHRINK = 0x02;
    public static final int SEAL_GROW = 0x04;
    public static final int SEAL_WRITE = 0x08;

    /** Mappings that exist stay writable; since Linux 5.1. */
    public static final int SEAL_FUTURE_WRITE = 0x10;

    private static final int F_ADD_SEALS = 1033;
    private static final int F_GET_SEALS = 1034;
    private static final int MFD_CLOEXEC = 1;
    private static final int MFD_ALLOW_SEALING = 2;
    private static final int MFD_NOEXEC_SEAL = 8;
    private static final int AT_FDCWD = -100;
    private static final int O_CLOEXEC = 02000000;
    private static final int SEEK_END = 2;

    /**
     * A new file of zeros.
     *
     * @param name shown in /proc/PID/fd, at most 249 bytes; need not be unique
     * @param size in bytes
     */
    public static MemFd create(String name, long size) {
        try (Arena arena = Arena.ofConfined()) {
            long text = arena.allocateFrom(name).address();
            long number = Kernel.call(SystemCall.MEMFD_CREATE, text, MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_NOEXEC_SEAL);
            if (number == -Errno.EINVAL) {
                // NOEXEC_SEAL is known since Linux 6.3, and missed in the kernel's log without.
                number = Kernel.call(SystemCall.MEMFD_CREATE, text, MFD_CLOEXEC | MFD_ALLOW_SEALING);
            }
            MemFd file = new MemFd(
                    Descriptor.adopt((int) LinuxException.check("memfd_create", name, number), "memfd:" + name));
            try {
                file.resize(size);
            } catch (LinuxException e) {
                file.close();
                throw e;
            }
            return file;
        }
    }

    public void resize(long size) {
        LinuxException.check("ftruncate", descriptor, Kernel.call(SystemCall.FTRUNCATE, descriptor.number(), size));
    }

    /** In bytes. Moves the file offset, which nobody who maps the file looks at. */
    public long size() {
        return LinuxException.check(
                "lseek", descriptor, Kernel.call(SystemCall.LSEEK, descriptor.number(), 0, SEEK_END));
    }

    /**
     * Sets its permissions.
     *
     * @param mode permission bits; they decide who may reopen the file through /proc
     */
    public void mode(int mode) {
        LinuxException.check("fchmod", descriptor, Kernel.call(SystemCall.FCHMOD, descriptor.number(), mode));
    }

    /**
     * Adds seals, which nobody ever takes off.
     *
     * @param seals SEAL_ bits
     */
    public void seal(int seals) {
        LinuxException.check(
                "fcntl F_ADD_SEALS",
                descriptor,
                Kernel.call(SystemCall.FCNTL, descriptor.number(), F_ADD_SEALS, seals));
    }

    public int seals() {
        return (int) LinuxException.check(
                "fcntl F_GET_SEALS", descriptor, Kernel.call(SystemCall.FCNTL, descriptor.number(), F_GET_SEALS));
    }

    /**
     * A second open file of the same memory that can only be read, for handing out. Whoever gets it
     * cannot make it writable if {@link #mode} denies that to them or a seal does.
     */
    public Descriptor reopenReadOnly() {
        try (Arena arena = Arena.ofConfined()) {
            long path =
                    arena.allocateFrom("/proc/self/fd/" + descriptor.number()).address();
            long number = LinuxException.check(
                    "open for reading", descriptor, Kernel.call(SystemCall.OPENAT, AT_FDCWD, path, O_CLOEXEC, 0));
            return Descriptor.adopt((int) number, descriptor.what() + " (read only)");
        }
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
