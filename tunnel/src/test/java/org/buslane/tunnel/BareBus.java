package org.buslane.tunnel;

import java.lang.foreign.MemorySegment;
import org.buslane.core.frame.FrameLayout;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;

/** A bus by the real clock that notes nothing, so all that is allocated is the tunnel's. */
public abstract class BareBus implements BusSide, AutoCloseable {
    /** How many frames the tunnel has said. */
    public long said;

    /** For what the tunnel watches. */
    protected final Epoll epoll = new Epoll(1);

    protected BareBus() {}

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        said++;
        return true;
    }

    @Override
    public final long now() {
        return System.nanoTime();
    }

    @Override
    public final long realtime() {
        return 0;
    }

    @Override
    public final int mtu() {
        return FrameLayout.FD_SIZE;
    }

    @Override
    public final void watch(Descriptor descriptor, int events) {
        epoll.add(descriptor, 0, events);
    }

    @Override
    public final void unwatch(Descriptor descriptor) {
        epoll.remove(descriptor);
    }

    @Override
    public void close() {
        epoll.close();
    }
}
