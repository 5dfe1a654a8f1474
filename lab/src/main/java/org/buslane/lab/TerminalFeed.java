package org.buslane.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.function.Supplier;
import org.buslane.linux.LinuxException;
import org.buslane.linux.TerminalSize;

/**
 * Tells the guest the size of the caller's terminal when that has changed: user-mode Linux looks at it once, at the
 * start. It is asked for now and then, since Java knows SIGWINCH only by a class that is not to be used. A thread of
 * its own.
 */
final class TerminalFeed implements Runnable {
    /** struct winsize of asm-generic/termios.h: rows, columns and two that nobody uses, 16 bits each. */
    private static final int WINSIZE = 8;

    private final Channel channel;
    private final Supplier<Optional<TerminalSize>> terminal;
    private final int interval;

    /** @param interval milliseconds between one look at the terminal and the next */
    TerminalFeed(Channel channel, Supplier<Optional<TerminalSize>> terminal, int interval) {
        this.channel = channel;
        this.terminal = terminal;
        this.interval = interval;
    }

    @Override
    public void run() {
        Optional<TerminalSize> told = Optional.empty();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(Channel.HEAD + WINSIZE, 8);
            while (channel.read() == Channel.REQUEST) {
                Optional<TerminalSize> size = terminal.get();
                while (size.isEmpty() || size.equals(told)) {
                    if (!channel.isQuietFor(interval)) {
                        return;
                    }
                    size = terminal.get();
                }
                answer.set(ValueLayout.JAVA_SHORT, Channel.HEAD, size.get().rows());
                answer.set(
                        ValueLayout.JAVA_SHORT,
                        Channel.HEAD + Short.BYTES,
                        size.get().columns());
                channel.write(Channel.answered(answer, Channel.KIND_SIZE, WINSIZE));
                told = size;
            }
        } catch (LinuxException e) {
            // The guest is gone.
        }
    }
}
