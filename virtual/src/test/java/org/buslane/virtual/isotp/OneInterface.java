package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Errno;
import org.buslane.virtual.session.Budget;
import org.buslane.virtual.session.SessionHost;

/** A session's world in a test: one FD interface, and a clock that the test sets. */
public final class OneInterface implements SessionHost {
    public static final int INDEX = 7;

    /** What happened, in order: frames as text, PDUs in hex, errors as their names. */
    public final List<String> happened = new ArrayList<>();

    public final MemorySegment kept = MemorySegment.ofArray(new long[512]);
    Budget budget = new Budget(1 << 20);
    public boolean there = true;
    boolean up = true;
    long now;

    @Override
    public int publish(int index, MemorySegment memory, long offset, int size) {
        happened.add(FrameText.format(FrameStruct.read(memory, offset, size)));
        return up ? 0 : Errno.ENETDOWN;
    }

    @Override
    public int check(int index, MemorySegment memory, long offset, int size) {
        return up ? 0 : Errno.ENETDOWN;
    }

    @Override
    public boolean tell(MemorySegment data, int index, int flags, long stamp) {
        happened.add(HexFormat.of().withUpperCase().formatHex(data.toArray(ValueLayout.JAVA_BYTE)));
        return true;
    }

    @Override
    public void raise(int errno) {
        happened.add(new Errno(errno).name());
    }

    @Override
    public boolean has(int index) {
        return there && index == INDEX;
    }

    @Override
    public boolean isUp(int index) {
        return up;
    }

    @Override
    public int mtu(int index) {
        return 72;
    }

    @Override
    public void bound(int index) {}

    @Override
    public void unbound() {}

    @Override
    public MemorySegment kept() {
        return kept;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public long now() {
        return now;
    }
}
