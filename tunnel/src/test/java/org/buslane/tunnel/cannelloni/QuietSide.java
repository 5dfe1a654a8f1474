package org.buslane.tunnel.cannelloni;

import java.lang.foreign.MemorySegment;
import org.buslane.linux.Descriptor;
import org.buslane.tunnel.BusSide;

/** A bus where nothing happens, with a clock that stands still unless it is moved. */
final class QuietSide implements BusSide {
    long now = 1_000_000 * TestBus.MILLI;

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        return false;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long realtime() {
        return now;
    }

    @Override
    public int mtu() {
        return 0;
    }

    @Override
    public void watch(Descriptor descriptor, int events) {}

    @Override
    public void unwatch(Descriptor descriptor) {}
}
