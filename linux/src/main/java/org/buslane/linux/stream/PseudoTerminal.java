package org.buslane.linux.stream;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/**
 * The far end of a serial line that is none: who opens {@link #path} talks to who has the stream. When that is closed,
 * the near end gets EIO, as it does from a USB device that is pulled out. See pty(7).
 */
public record PseudoTerminal(ByteStream stream, String path) implements AutoCloseable {
    private static final int AT_FDCWD = -100;

    /** O_RDWR, O_NOCTTY, O_NONBLOCK, O_CLOEXEC. */
    private static final int FLAGS = 02 | 0400 | 04000 | 02000000;

    /** asm-generic/ioctls.h. */
    private static final int TIOCGPTN = 0x80045430;

    private static final int TIOCSPTLCK = 0x40045431;

    /** A new pair. */
    public static PseudoTerminal open() {
        try (Arena arena = Arena.ofConfined()) {
            String multiplexer = "/dev/ptmx";
            long path = arena.allocateFrom(multiplexer).address();
            Descriptor far = Descriptor.adopt(
                    (int) LinuxException.check(
                            "open", multiplexer, Kernel.call(SystemCall.OPENAT, AT_FDCWD, path, FLAGS, 0)),
                    multiplexer);
            try {
                MemorySegment number = arena.allocate(Integer.BYTES, 4);
                Kernel.view(number).putInt(0, 0);
                ioctl("unlock", far, TIOCSPTLCK, number);
                ioctl("number", far, TIOCGPTN, number);
                return new PseudoTerminal(
                        new ByteStream(far, () -> {}),
                        "/dev/pts/" + Kernel.view(number).getInt(0));
            } catch (LinuxException e) {
                far.close();
                throw e;
            }
        }
    }

    private static void ioctl(String what, Descriptor far, int request, MemorySegment argument) {
        LinuxException.check(
                what,
                far.what(),
                Kernel.call(SystemCall.IOCTL, far.number(), Integer.toUnsignedLong(request), argument.address()));
    }

    @Override
    public void close() {
        stream.close();
    }
}
