package org.buslane.tunnel.bus;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.tunnel.TunnelSpec;

/**
 * One turn after the other of a bus: what is ready, what is due, what was said. Owned by the thread that turns it; only
 * {@link #wake} is for others.
 */
final class BusLoop implements AutoCloseable {
    private static final int EVENTS = 64;
    private static final long WAKE = 0;
    private static final long TIMER = 1;
    private static final long PORT = 2;
    private static final long FIRST_TUNNEL = 3;

    private final BusPort port;
    private final BusClock clock;
    private final Runnable asked;
    private final Epoll epoll = new Epoll(EVENTS);
    private final EventFd wake = new EventFd();
    private final Alarm alarm;
    private final Seats seats = new Seats();
    private final Hearing hearing;
    private final Saying saying;
    private Optional<Descriptor> watched = Optional.empty();
    private int watchedEvents;
    private long nextPlace = FIRST_TUNNEL;
    private long now;
    private boolean isDrained;

    /** @param asked what to do when it was woken */
    BusLoop(BusPort port, BusClock clock, Runnable asked) {
        this.port = port;
        this.clock = clock;
        this.asked = asked;
        this.alarm = new Alarm(epoll, TIMER, clock.monotonic());
        this.hearing = new Hearing(port, seats);
        this.saying = new Saying(port, seats, clock.realtime());
        this.now = clock.monotonic().getAsLong();
        epoll.add(wake.descriptor(), WAKE, Epoll.IN);
    }

    /** @param longest how long to wait if there is nothing to do, in milliseconds; -1 is for ever */
    void turn(int longest) {
        watchPort();
        alarm.noLaterThan(due());
        int count = epoll.await(longest);
        now = clock.monotonic().getAsLong();
        if (port.due() <= now) {
            port.run(now);
        }
        isDrained = true;
        for (int i = 0; i < count; i++) {
            serve(epoll.data(i), epoll.events(i));
        }
        seats.run(now);
        saying.send(now);
        if (isDrained) {
            seats.drained();
            saying.send(now);
        }
    }

    private long due() {
        return Math.min(port.due(), Math.min(seats.due(), saying.due()));
    }

    private void watchPort() {
        int events = saying.awaitsRoom() ? Epoll.IN | Epoll.OUT : Epoll.IN;
        Optional<Descriptor> current = port.descriptor();
        if (!current.equals(watched)) {
            watched.filter(Descriptor::isOpen).ifPresent(epoll::remove);
            current.ifPresent(descriptor -> epoll.add(descriptor, PORT, events));
        } else if (events != watchedEvents && current.isPresent()) {
            epoll.modify(current.get(), PORT, events);
        }
        watched = current;
        watchedEvents = events;
    }

    private void serve(long place, int events) {
        if (place == WAKE) {
            wake.drain();
            asked.run();
        } else if (place == TIMER) {
            alarm.rang();
        } else if (place == PORT) {
            servePort(events);
        } else {
            seats.ready(place, events);
        }
    }

    private void servePort(int events) {
        if ((events & Epoll.OUT) != 0) {
            saying.room();
        }
        if ((events & ~Epoll.OUT) != 0) {
            saying.busy(true);
            isDrained = hearing.receive(clock.realtime().getAsLong());
            saying.busy(false);
        }
    }

    boolean say(TunnelSeat speaker, MemorySegment memory, long offset, int size, long expires) {
        return saying.say(speaker, memory, offset, size, expires, now);
    }

    long now() {
        return now;
    }

    long moment() {
        return clock.monotonic().getAsLong();
    }

    long realtime() {
        return clock.realtime().getAsLong();
    }

    int mtu() {
        return port.mtu();
    }

    /** @throws IllegalArgumentException if there is one of its name */
    void open(TunnelSpec spec) {
        if (seats.named(spec.name()).isPresent()) {
            throw new IllegalArgumentException("bus %s has a tunnel %s already".formatted(port.name(), spec.name()));
        }
        TunnelSeat seat = new TunnelSeat(spec, nextPlace++, this, epoll);
        seats.add(seat);
        seat.open();
    }

    /** @return whether there was one of that name */
    boolean close(String tunnel) {
        Optional<TunnelSeat> seat = seats.remove(tunnel);
        seat.ifPresent(TunnelSeat::close);
        return seat.isPresent();
    }

    BusReport report() {
        hearing.settle();
        return new BusReport(
                port.name(),
                port.state(),
                port.note(),
                port.mtu(),
                hearing.ledger().account(),
                saying.ledger().account(),
                saying.waiting(),
                seats.status());
    }

    /** Makes it turn soon. Any thread. */
    void wake() {
        wake.signal();
    }

    @Override
    public void close() {
        seats.close();
        port.close();
        alarm.close();
        wake.close();
        epoll.close();
    }
}
