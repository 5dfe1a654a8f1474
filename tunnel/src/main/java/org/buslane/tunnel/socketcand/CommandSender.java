package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Errno;
import org.buslane.tunnel.line.Line;

/**
 * What goes to a server: a command to a write, so that none shares a segment with half of the next. A frame stays among
 * those that wait, and may become too old, until the first byte of its command is gone. Owned by the bus's thread; nothing
 * is allocated for a frame.
 */
final class CommandSender {
    private final Line line;
    private final LinkAccount account;
    private final SendLine sendLine;
    private final WaitingFrames frames;
    private final MemorySegment command;
    private long from;
    private long to;
    private boolean isFrame;
    private boolean isStuck;
    /** What is said beside frames, and ahead of them; there is one such thing at a time. */
    private String next = "";

    CommandSender(Arena arena, Line line, SocketcandClientSpec spec, LinkAccount account) {
        this.line = line;
        this.account = account;
        this.sendLine = new SendLine(spec.dialects());
        this.frames = new WaitingFrames(arena, spec.queue());
        this.command = arena.allocate(SendLine.MOST);
    }

    /** Whether the protocol, with the dialects that are spoken, has a word for such a frame. */
    boolean has(FrameBatch batch, int index) {
        return sendLine.has(batch.memory(), batch.offset(index), batch.size(index));
    }

    /** Queues a frame that it {@link #has} a word for. @return whether there was room */
    boolean add(FrameBatch batch, int index, long expires) {
        return frames.add(batch, index, expires);
    }

    /** Says that with the next {@link #flush}, shorter than {@link SendLine#MOST}. */
    void say(String words) {
        next = words;
    }

    int waiting() {
        return frames.count() + (isFrame && from < to ? 1 : 0);
    }

    /** Whether something waits for room: for {@code OUT} of epoll. */
    boolean isStuck() {
        return isStuck || line.isStuck();
    }

    /** When a frame that waits is too old. */
    long due() {
        return frames.expires();
    }

    void expire(long now) {
        account.sent().dropped(DropReason.OVER_AGE, frames.expire(now));
    }

    /** As much as there is room for. @return 0, or a negative errno that ends the connection */
    int flush() {
        int result = line.flush();
        isStuck = false;
        while (result >= 0 && !isStuck() && hasCommand()) {
            result = line.write(command, from, (int) (to - from));
            if (result > 0) {
                written(result);
            }
            isStuck = result == -Errno.EAGAIN || (result >= 0 && from < to);
        }
        return result == -Errno.EAGAIN ? 0 : Math.min(0, result);
    }

    /** Puts the next one into memory, unless the rest of one stands there. */
    private boolean hasCommand() {
        if (from > 0 && from < to) {
            return true;
        }
        from = 0;
        to = 0;
        isFrame = false;
        if (!next.isEmpty()) {
            byte[] bytes = next.getBytes(StandardCharsets.US_ASCII);
            MemorySegment.copy(bytes, 0, command, ValueLayout.JAVA_BYTE, 0, bytes.length);
            to = bytes.length;
        } else if (!frames.isEmpty()) {
            isFrame = true;
            to = sendLine.write(frames.memory(), frames.frame(), frames.size(), command, 0);
        }
        return to > 0;
    }

    private void written(int bytes) {
        account.bytesSent(bytes);
        if (from == 0 && isFrame) {
            frames.remove();
        } else if (from == 0) {
            next = "";
        }
        from += bytes;
        if (from == to && isFrame) {
            account.sent().delivered(1);
        }
    }

    /** Everything that waits is lost. */
    void clear() {
        account.sent().dropped(DropReason.GONE, waiting());
        while (!frames.isEmpty()) {
            frames.remove();
        }
        from = to;
    }
}
