package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;

/** A client's mode beside a bus and a clock of the test's, and what came of it in order: frames, and text as it is told. */
final class ModeBench implements SessionSide {
    static final long MS = 1_000_000;

    /** What the clock of the day says, as a client reads it. */
    static final String STAMP = "1795212037.465860";

    private static final long STAMP_NANOS = 1_795_212_037_465_860_999L;

    private final List<String> happened = new ArrayList<>();
    private final FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate(FrameBatch.CAPACITY * 128L, 8), 128);
    private final Mode word;
    private final SessionMode mode;
    private final long start = 1_000 * MS;
    private long now = start;
    private int answer;
    private int jobs = 256;
    private boolean timed;

    ModeBench(Mode word, Function<SessionSide, SessionMode> made) {
        this.word = word;
        this.mode = made.apply(this);
    }

    SessionMode mode() {
        return mode;
    }

    /** How {@link #say} ends from now on: 0 or an errno. */
    void answer(int errno) {
        answer = errno;
    }

    void jobs(int most) {
        jobs = most;
    }

    int jobs() {
        return jobs;
    }

    /** From now on each thing that happens begins with the milliseconds since the start. */
    void timed() {
        timed = true;
    }

    /** @return whether the mode knows such a command */
    boolean command(String text) {
        MemorySegment memory = Wording.memory(text);
        return mode.command(CommandParser.parse(memory, 0, (int) memory.byteSize(), word), now);
    }

    /** Frames of others, all in one batch. */
    void hear(String... frames) {
        fill(frames);
        hear(false);
    }

    /** Frames that this very client said. */
    void hearOwn(String... frames) {
        fill(frames);
        hear(true);
    }

    private void hear(boolean own) {
        long wanted = mode.wants(batch, batch.all(), own);
        if (wanted != 0) {
            mode.hear(batch, wanted, own, now);
        }
    }

    private void fill(String... frames) {
        batch.count(frames.length);
        batch.stamp(STAMP_NANOS);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), batch.offset(i)));
        }
    }

    /** Lets time go by; the mode runs whenever it is due. */
    void pass(long nanos) {
        long end = now + nanos;
        while (mode.due() <= end) {
            now = Math.max(now, mode.due());
            mode.run(now);
        }
        now = end;
    }

    /** What has come of it since this was last asked. */
    List<String> happened() {
        List<String> all = List.copyOf(happened);
        happened.clear();
        return all;
    }

    private void note(String what) {
        happened.add(timed ? "%d %s".formatted((now - start) / MS, what) : what);
    }

    @Override
    public int say(MemorySegment memory, long offset, int size) {
        String frame = FrameText.format(FrameStruct.read(memory, offset, size));
        if (answer == 0) {
            note(frame);
        }
        return answer;
    }

    @Override
    public boolean tell(MemorySegment text, long offset, int size, int frames) {
        if (!text.isNative()) {
            throw new IllegalArgumentException("a text is in native memory");
        }
        byte[] bytes = text.asSlice(offset, size).toArray(ValueLayout.JAVA_BYTE);
        note(new String(bytes, StandardCharsets.US_ASCII));
        return true;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long realtime() {
        return STAMP_NANOS;
    }

    @Override
    public int mtu() {
        return FrameLayout.FD_SIZE;
    }

    @Override
    public boolean takeJob() {
        if (jobs == 0) {
            return false;
        }
        jobs--;
        return true;
    }

    @Override
    public void giveJob() {
        jobs++;
    }
}
