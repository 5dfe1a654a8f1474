package org.buslane.virtual;

import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.bus.Origin;
import org.buslane.core.bus.Port;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Policy;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.virtual.LaneSpec.LinkSpec;

/** Where a resident sits: a port of its bus, behind those of all programs. Owned by the gateway's thread. */
final class ResidentSeat implements Port, Speaker, Voice, Timed, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ResidentSeat.class.getName());

    private static final ResidentReport BROKEN = new ResidentReport() {
        @Override
        public boolean isWell() {
            return false;
        }

        @Override
        public String words() {
            return "ended after a fault of ours, which the log has";
        }
    };

    private final ResidentSpec spec;
    private final int place;
    private final Link link;
    private final Sessions sessions;
    private final Delivery delivery;
    private final Epoll epoll;
    private final Ledger written = Ledger.onHeap();
    private final Ledger read = Ledger.onHeap();
    private final Resident resident;
    private Optional<Descriptor> watched = Optional.empty();
    private boolean broken;

    /** @param place among residents: its rank follows from it, and its place in the epoll */
    ResidentSeat(ResidentSpec spec, int place, VirtualBus bus, Relay relay, Epoll epoll) {
        this.spec = spec;
        this.place = place;
        this.sessions = relay.sessions();
        this.delivery = relay.delivery();
        this.epoll = epoll;
        this.link = new Link(new LinkSpec(bus.name(), bus.name(), Policy.everything()), bus, sessions.now());
        this.resident = spec.kind().open(this);
        bus.bus().attach(this);
        sessions.timetable().add(this);
    }

    ResidentSpec spec() {
        return spec;
    }

    int place() {
        return place;
    }

    @Override
    public int rank() {
        return GatewayMemory.SOCKETS + place;
    }

    @Override
    public void deliver(FrameBatch batch, long selected, Origin origin) {
        if (origin == this || broken) {
            return;
        }
        delivery.skip(rank()); // should we be killed now, it hears them no more than once
        read.in(Long.bitCount(selected));
        try { // and no lambda, which would be an object for each batch
            resident.hear(batch, selected, read);
            sessions.timetable().touch(this);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    void ready(int events) {
        if (broken) {
            return;
        }
        try {
            resident.ready(events);
            sessions.timetable().touch(this);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public long due() {
        return broken ? Long.MAX_VALUE : resident.due();
    }

    @Override
    public void run(long now) {
        if (broken) {
            return;
        }
        try {
            resident.run(now);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void fail(RuntimeException fault) {
        broken = true;
        LOG.log(Level.ERROR, "%s on bus %s has ended after a fault of ours".formatted(spec.name(), spec.bus()), fault);
        watched.ifPresent(this::unwatch);
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size) {
        if (sessions.outgoing().add(this, link, memory, offset, size)) {
            return true;
        }
        written.in(1);
        written.dropped(DropReason.QUEUE_FULL, 1);
        return false;
    }

    @Override
    public void withhold(DropReason reason, int frames) {
        written.in(frames);
        written.dropped(reason, frames);
    }

    @Override
    public long now() {
        return sessions.now();
    }

    @Override
    public long realtime() {
        return sessions.realtime();
    }

    @Override
    public int mtu() {
        return link.bus().isUp() ? link.bus().kind().mtu() : 0;
    }

    /** Its bus went up or down, which may be something to do. */
    void busChanged(VirtualBus bus) {
        if (link.bus() == bus) {
            sessions.timetable().touch(this);
        }
    }

    @Override
    public void watch(Descriptor descriptor, int events) {
        long data = VirtualGateway.FIRST_RESIDENT + place;
        if (watched.filter(descriptor::equals).isPresent()) {
            epoll.modify(descriptor, data, events);
        } else {
            watched.ifPresent(this::unwatch);
            epoll.add(descriptor, data, events);
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

    @Override
    public Ledger written() {
        return written;
    }

    /** Each is a host of its own. */
    @Override
    public Object host() {
        return this;
    }

    @Override
    public boolean loopback() {
        return true;
    }

    ResidentStatus status() {
        return new ResidentStatus(
                spec.name(),
                spec.bus(),
                spec.kind().words(),
                broken ? Optional.of(BROKEN) : resident.report(),
                written.account(),
                read.account());
    }

    @Override
    public void close() {
        link.bus().bus().detach(this);
        sessions.timetable().remove(this);
        watched.ifPresent(this::unwatch);
        try {
            resident.close();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "%s on bus %s did not end as it should".formatted(spec.name(), spec.bus()), e);
        }
    }
}
