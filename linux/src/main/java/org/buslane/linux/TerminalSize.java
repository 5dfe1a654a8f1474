package org.buslane.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** How many characters a terminal shows: struct winsize of asm-generic/termios.h. */
public record TerminalSize(short rows, short columns) {
    private static final int TIOCGWINSZ = 0x5413;
    private static final int WINSIZE = 8;

    /** Of the terminal that this descriptor is; empty if it is none. */
    public static Optional<TerminalSize> of(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment winsize = arena.allocate(WINSIZE, 2);
            if (Kernel.call(SystemCall.IOCTL, descriptor, TIOCGWINSZ, winsize.address()) != 0) {
                return Optional.empty();
            }
            ByteBuffer size = Kernel.view(winsize);
            return Optional.of(new TerminalSize(size.getShort(0), size.getShort(2)));
        }
    }
}
