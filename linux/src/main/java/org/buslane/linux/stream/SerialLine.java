package org.buslane.linux.stream;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** Opens a serial line raw, at any speed, for this process alone. */
public final class SerialLine {
    private static final int AT_FDCWD = -100;

    /** O_RDWR, O_NOCTTY, O_NONBLOCK (which also does not wait for a modem's carrier), O_CLOEXEC. */
    private static final int FLAGS = 02 | 0400 | 04000 | 02000000;

    /** asm-generic/ioctls.h, the same on x86-64 and aarch64. */
    private static final int TCGETS2 = 0x802C542A;

    private static final int TCSETS2 = 0x402C542B;
    private static final int TCFLSH = 0x540B;
    private static final int TCIOFLUSH = 2;
    private static final int TIOCEXCL = 0x540C;

    private SerialLine() {}

    /**
     * Opens the terminal device {@code path}. What it had received before is dropped.
     *
     * @param baud bits per second, both ways
     * @throws LinuxException ENOENT without the device, EACCES with the group one has to be in, EBUSY if another has
     *     it, ENOTTY if it is no serial line, EINVAL if it does not have that speed
     */
    public static ByteStream open(String path, int baud) {
        Descriptor line = Descriptor.adopt((int) opened(path), path);
        try {
            raw(line, baud);
            if (!isPseudoTerminal(path)) {
                exclusive(line);
            }
            drop(line);
            return new ByteStream(line, () -> drop(line));
        } catch (LinuxException e) {
            line.close();
            throw e.is(Errno.ENOTTY) ? e.with("it is no serial line") : e;
        }
    }

    private static long opened(String path) {
        try (Arena arena = Arena.ofConfined()) {
            return LinuxException.check(
                    "open",
                    path,
                    Kernel.call(
                            SystemCall.OPENAT,
                            AT_FDCWD,
                            arena.allocateFrom(path).address(),
                            FLAGS,
                            0));
        } catch (LinuxException e) {
            throw e.is(Errno.EACCES) ? e.with(whoMay(path)) : e;
        }
    }

    /** Distributions give serial lines to a group: dialout of Debian and Fedora, uucp of Arch. */
    static String whoMay(String path) {
        try {
            PosixFileAttributes of = Files.readAttributes(Path.of(path), PosixFileAttributes.class);
            return "it is for the user %s and the group %s, and this process, of %s, is in neither"
                    .formatted(of.owner().getName(), of.group().getName(), System.getProperty("user.name", "nobody"));
        } catch (IOException e) {
            return "a folder on the way to it is closed to this process";
        }
    }

    private static void raw(Descriptor line, int baud) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment termios = arena.allocate(Termios.SIZE, 4);
            ByteBuffer view = Kernel.view(termios);
            ioctl("read the settings of", line, TCGETS2, termios.address());
            Termios.makeRaw(view, baud);
            ioctl("set up", line, TCSETS2, termios.address());
            // A driver that cannot do a speed sets the nearest one it can, or leaves the old one, and says nothing.
            ioctl("read the settings of", line, TCGETS2, termios.address());
            if (!Termios.hasSpeed(view, baud)) {
                throw new LinuxException("set %d baud on".formatted(baud), line.what(), new Errno(Errno.EINVAL));
            }
        }
    }

    /**
     * TIOCEXCL: the next one to open it gets EBUSY, unless it is root. Not on a pseudo-terminal: there the mark
     * stays as long as the other end is open, and would shut out the successor of a killed process.
     */
    private static void exclusive(Descriptor line) {
        ioctl("reserve", line, TIOCEXCL, 0);
    }

    private static boolean isPseudoTerminal(String path) {
        try {
            return Path.of(path).toRealPath().startsWith("/dev/pts");
        } catch (IOException e) {
            return false;
        }
    }

    /** Else a close waits up to 30 s for the device to take what is still to be sent (closing_wait of serial_core.c). */
    private static void drop(Descriptor line) {
        Kernel.call(SystemCall.IOCTL, line.number(), TCFLSH, TCIOFLUSH);
    }

    private static void ioctl(String what, Descriptor line, int request, long argument) {
        LinuxException.check(
                what,
                line.what(),
                Kernel.call(SystemCall.IOCTL, line.number(), Integer.toUnsignedLong(request), argument));
    }
}
