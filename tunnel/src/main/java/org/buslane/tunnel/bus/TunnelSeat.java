package org.buslane.tunnel.bus;

import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.TunnelSpec;
import org.jspecify.annotations.Nullable;

/**
 * Where a tunnel sits on its bus. A fault of its own ends it and nobody else. Owned by the bus's thread.
 */
final class TunnelSeat implements BusSide, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TunnelSeat.class.getName());
    private static final TunnelReport BROKEN =
            new TunnelReport(false, "ended after a fault of ours, which the log has", "", List.of());

    private final TunnelSpec spec;
    private final long place;
    private final BusLoop loop;
    private final Epoll epoll;
    private final Ledger heard = Ledger.onHeap();
    private final Ledger said = Ledger.onHeap();
    private Optional<Descriptor> watched = Optional.empty();
    private @Nullable Tunnel tunnel;
    private long own;

    /** @param place its own in the epoll, never another's after it */
    TunnelSeat(TunnelSpec spec, long place, BusLoop loop, Epoll epoll) {
        this.spec = spec;
        this.place = place;
        this.loop = loop;
        this.epoll = epoll;
    }

    void open() {
        try {
            tunnel = spec.kind().open(this);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    TunnelSpec spec() {
        return spec;
    }

    long place() {
        return place;
    }

    /** What it said itself: frames of the batch that is being sent. */
    long own() {
        return own;
    }

    void own(long frames) {
        own = frames;
    }

    Ledger said() {
        return said;
    }

    void hear(FrameBatch batch, long selected) {
        if (tunnel == null || selected == 0) {
            return;
        }
        heard.in(Long.bitCount(selected));
        try { // and no lambda, which would be an object for each batch
            tunnel.hear(batch, selected, heard);
        } catch (RuntimeException e) {
            fail(e);
            Account account = heard.account();
            heard.dropped(DropReason.GONE, account.in() - account.delivered() - account.dropped());
        }
    }

    void drained() {
        if (tunnel == null) {
            return;
        }
        try {
            tunnel.drained();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    long due() {
        return tunnel == null ? Long.MAX_VALUE : tunnel.due();
    }

    void run(long now) {
        if (tunnel == null) {
            return;
        }
        try {
            tunnel.run(now);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    void ready(int events) {
        if (tunnel == null) {
            return;
        }
        try {
            tunnel.ready(events);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException fault) {
        LOG.log(Level.ERROR, "%s on bus %s has ended after a fault of ours".formatted(spec.name(), spec.bus()), fault);
        close();
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        return loop.say(this, memory, offset, size, expires);
    }

    @Override
    public long now() {
        return loop.now();
    }

    @Override
    public long moment() {
        return loop.moment();
    }

    @Override
    public long realtime() {
        return loop.realtime();
    }

    @Override
    public int mtu() {
        return loop.mtu();
    }

    @Override
    public void watch(Descriptor descriptor, int events) {
        if (watched.filter(descriptor::equals).isPresent()) {
            epoll.modify(descriptor, place, events);
        } else {
            watched.ifPresent(this::unwatch);
            epoll.add(descriptor, place, events);
            watched = Optional.of(descriptor);
        }
    }

    @Override
    public void unwatch(Descriptor descriptor) {
        if (watched.filter(descriptor::equals).isPresent()) {
            epoll.remove(descriptor);
            watched = Optional.empty();
        }
    }

    TunnelStatus status() {
        TunnelReport report = tunnel == null ? BROKEN : tunnel.report();
        return new TunnelStatus(spec, report, heard.account(), said.account());
    }

    @Override
    public void close() {
        Tunnel last = tunnel;
        tunnel = null;
        if (last != null) {
            try {
                last.close();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "%s on bus %s did not end as it should".formatted(spec.name(), spec.bus()), e);
            }
        }
        watched.filter(Descriptor::isOpen).ifPresent(epoll::remove);
        watched = Optional.empty();
    }
}
