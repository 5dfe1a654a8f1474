package org.buslane.virtual.adapter;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.slcan.SlcanLine;
import org.buslane.core.slcan.SlcanReader;
import org.buslane.linux.Errno;
import org.buslane.linux.stream.ByteStream;
import org.buslane.virtual.Voice;

/** What comes from an adapter: frames go to the bus, other lines to who hears. Owned by the gateway's thread. */
final class Intake {
    /** About a hundred frames; what is left is read after others have had their turn. */
    private static final int AT_ONCE = 2048;

    /** Instead of an errno: the far end is closed, or pulled out. */
    static final int ENDED = 1;

    private final MemorySegment memory = Arena.ofAuto().allocate(AT_ONCE);
    private final MemorySegment frame = Arena.ofAuto().allocate(FrameLayout.FD_SIZE, 8);
    private final SlcanReader reader = new SlcanReader();
    private final Voice voice;
    private final BooleanSupplier open;
    private final BiConsumer<SlcanLine, String> others;
    private long unread;

    /**
     * @param open whether the channel is: frames that come before are of an earlier one
     */
    Intake(Voice voice, BooleanSupplier open, BiConsumer<SlcanLine, String> others) {
        this.voice = voice;
        this.open = open;
        this.others = others;
    }

    /** Lines that are no slcan. */
    long unread() {
        return unread;
    }

    /** What comes now is of another connection. */
    void start() {
        reader.start();
    }

    /**
     * Takes what is there.
     *
     * @return 0, or what ended the stream: {@link #ENDED}, or an errno as a negative number
     */
    int read(ByteStream from) {
        int count = from.read(memory, 0, AT_ONCE);
        if (count <= 0) {
            boolean isIdle = count == -Errno.EAGAIN || count == -Errno.EINTR;
            return isIdle ? 0 : count == 0 ? ENDED : count;
        }
        for (int i = 0; i < count; i++) {
            SlcanLine line = reader.take(memory.get(ValueLayout.JAVA_BYTE, i));
            if (line == SlcanLine.FRAME) {
                if (open.getAsBoolean()) {
                    voice.say(frame, 0, reader.store(frame, 0));
                }
            } else if (line != SlcanLine.UNFINISHED) {
                other(line);
            }
        }
        return 0;
    }

    private void other(SlcanLine line) {
        if (line == SlcanLine.RUBBISH) {
            unread++;
        }
        others.accept(line, line == SlcanLine.TEXT ? reader.text() : "");
    }
}
