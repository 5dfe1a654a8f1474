package org.buslane.tunnel.socketcand;

import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;

/**
 * A server's clients on one bus, which come through its hatch. Each frame is judged and made text once for those who read
 * the same, and written to all of them at a {@link Pace}. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class BusServer implements Tunnel {
    private static final int HATCH = -1;

    private final SocketcandBus kind;
    private final BusSide side;
    private final Hatch hatch;
    private final BusDesk desk;
    private final Clients clients;
    private final BusNews news;

    BusServer(SocketcandBus kind, BusSide side) {
        this.kind = kind;
        this.side = side;
        this.hatch = kind.foyer().hatch(kind.bus()).orElseThrow();
        this.desk = new BusDesk(kind, side, this::relay);
        this.clients = new Clients("%s on bus %s".formatted(kind.spec().name(), kind.bus()), desk);
        this.news = new BusNews(side);
        desk.epoll().add(hatch.descriptor(), HATCH, Epoll.IN);
        side.watch(desk.epoll().descriptor(), Epoll.IN);
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        desk.tally().received(batch, selected);
        RawGroups groups = desk.groups();
        groups.hear(batch, selected, RawGroup.NOBODY, side.now());
        long reached = groups.lastReached();
        long denied = groups.lastDenied();
        long overRate = groups.lastOverRate();
        reached |= clients.hear(batch, selected, RawGroup.NOBODY);
        denied |= clients.lastDenied();
        overRate |= clients.lastOverRate();
        desk.pace().waits();
        relay();
        count(selected, reached, denied & ~reached, overRate & ~reached & ~denied, heard);
    }

    private static void count(long selected, long reached, long denied, long overRate, Ledger heard) {
        heard.delivered(Long.bitCount(reached));
        heard.dropped(DropReason.DENIED, Long.bitCount(denied));
        heard.dropped(DropReason.OVER_RATE, Long.bitCount(overRate));
        heard.dropped(DropReason.UNWANTED, Long.bitCount(selected & ~reached & ~denied & ~overRate));
    }

    /** What clients have said the others hear, and what they say to that, until nobody says more. */
    private void relay() {
        SaidFrames said = desk.said();
        while (!said.isEmpty()) {
            FrameBatch batch = said.take(side.realtime());
            desk.tally().sent(batch);
            long left = batch.all();
            while (left != 0) {
                int first = Long.numberOfTrailingZeros(left);
                long run = said.run(first);
                desk.groups().hear(batch, run, said.speaker(first), side.now());
                clients.hear(batch, run, said.speaker(first));
                left &= ~run;
            }
            desk.pace().waits();
        }
    }

    @Override
    public void drained() {
        if (desk.pace().isDue(clients.count(), side.now())) {
            flush();
        }
    }

    private void flush() {
        long begin = side.moment();
        clients.flush();
        desk.pace().written(begin, side.moment());
        clients.settle();
    }

    @Override
    public long due() {
        return news.isDue()
                ? Long.MIN_VALUE
                : Math.min(clients.due(), desk.pace().due(clients.count()));
    }

    @Override
    public void run(long now) {
        if (news.isDue()) {
            tell(news.tell());
        }
        clients.run(now);
        relay();
        clients.settle();
        drained();
    }

    /** No frame of the bus, so no account of it has this one; that of a client who is told has. */
    private void tell(FrameBatch frame) {
        if (kind.spec().tellsOf(frame.idWord(0))) {
            desk.groups().hear(frame, frame.all(), RawGroup.NOBODY, side.now());
            clients.hear(frame, frame.all(), RawGroup.NOBODY);
            desk.pace().waits();
        }
    }

    @Override
    public void ready(int events) {
        int count = desk.epoll().await(0);
        for (int i = 0; i < count; i++) {
            int place = (int) desk.epoll().data(i);
            if (place == HATCH) {
                arrivals();
            } else {
                clients.ready(place, desk.epoll().events(i));
                relay();
            }
        }
        clients.settle();
    }

    private void arrivals() {
        hatch.heard();
        for (Optional<Hatch.Arrival> next = hatch.take(); next.isPresent(); next = hatch.take()) {
            clients.welcome(next.get());
        }
    }

    @Override
    public TunnelReport report() {
        Foyer.Standing standing = kind.foyer().standing();
        return new TunnelReport(
                standing.well(), standing.note(), String.join(", ", standing.listening()), clients.report());
    }

    @Override
    public void close() {
        clients.close();
        side.unwatch(desk.epoll().descriptor());
        desk.close();
    }
}
