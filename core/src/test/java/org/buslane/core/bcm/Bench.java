package org.buslane.core.bcm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.buslane.core.bcm.BcmSocket.Address;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameKind;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;

/** A socket on interface 1 of two, with a clock of the test's, and what came of it in words. */
final class Bench implements BcmOutput {
    static final long MS = 1_000_000;

    private final List<String> said = new ArrayList<>();
    private final MemorySegment scratch = MemorySegment.ofArray(new byte[BcmSocket.SCRATCH]);
    private final FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(FrameBatch.CAPACITY * 128L, 8), 128);
    private BcmSocket socket = new BcmSocket(this, scratch);
    private long now = 1_000_000_000;
    private long taken;
    private long most = 1 << 20;

    Bench() {
        socket.connect(1);
    }

    BcmSocket socket() {
        return socket;
    }

    long now() {
        return now;
    }

    long taken() {
        return taken;
    }

    void most(long bytes) {
        most = bytes;
    }

    /** A head, and its frames as cansend has them. */
    static MemorySegment message(BcmHead head, String... frames) {
        MemorySegment message = MemorySegment.ofArray(new byte[BcmHead.SIZE + frames.length * head.frameSize()]);
        head.write(message, 0);
        for (int i = 0; i < frames.length; i++) {
            FrameStruct.write(FrameText.parse(frames[i]), message, BcmHead.SIZE + (long) i * head.frameSize());
        }
        return message;
    }

    static BcmHead head(int opcode, int flags, int id, int count, long first, long then, int frames) {
        return new BcmHead(opcode, flags, count, interval(first), interval(then), id, frames);
    }

    private static Interval interval(long nanos) {
        return new Interval(nanos / 1_000_000_000, nanos % 1_000_000_000 / 1000);
    }

    int write(BcmHead head, String... frames) {
        return socket.write(message(head, frames), new Address.None(), now);
    }

    /** Frames from an interface, all in one batch. */
    void hear(int index, String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
        long wanted = socket.wanted(batch, batch.all(), index);
        if (wanted != 0) {
            socket.hear(batch, wanted, index, false, false, now);
        }
    }

    /** Lets time go by, and runs what is due when it is due. */
    void pass(long nanos) {
        long end = now + nanos;
        while (socket.due() <= end) {
            now = Math.max(now, socket.due());
            socket.run(now);
        }
        now = end;
    }

    /** Runs late: everything that is due by then at once. */
    void oversleep(long nanos) {
        now += nanos;
        socket.run(now);
    }

    /** Another socket goes on with what this one kept. */
    void takeOver(MemorySegment kept) {
        socket = new BcmSocket(this, scratch);
        taken = 0;
        socket.restore(kept, now);
    }

    /** What has come of it since this was last asked. */
    List<String> said() {
        List<String> all = List.copyOf(said);
        said.clear();
        return all;
    }

    @Override
    public int send(int index, MemorySegment memory, long offset, int size) {
        if (!FrameLayout.isValid(memory, offset, size)) {
            return BcmError.EINVAL; // as can_send()
        }
        said.add("%d %s".formatted(index, text(memory, offset, size)));
        return 0;
    }

    @Override
    public void tell(MemorySegment message, int index, boolean local, boolean own, long stamp) {
        BcmHead head = BcmHead.read(message, 0);
        StringBuilder text = new StringBuilder(
                "%d told %d %03X left %d".formatted(index, head.opcode(), head.canId(), head.count()));
        for (int i = 0; i < head.frames(); i++) {
            long at = BcmHead.SIZE + (long) i * head.frameSize();
            text.append(' ').append(text(message, at, head.frameSize()));
        }
        said.add(text.toString());
    }

    /** A mask need not be a frame, and the kernel sends an FD frame with the error flag, which is none. */
    private static String text(MemorySegment memory, long offset, int size) {
        return FrameKind.of(memory, offset, size) == FrameKind.INVALID
                ? "no frame"
                : FrameText.format(FrameStruct.read(memory, offset, size));
    }

    @Override
    public boolean has(int index) {
        return index == 1 || index == 2;
    }

    @Override
    public boolean take(int bytes) {
        if (taken + bytes > most) {
            return false;
        }
        taken += bytes;
        return true;
    }

    @Override
    public void give(int bytes) {
        taken -= bytes;
    }

    static String hex(MemorySegment memory) {
        return HexFormat.of().formatHex(memory.toArray(ValueLayout.JAVA_BYTE));
    }
}
