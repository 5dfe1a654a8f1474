package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.PeerReport;
import org.jspecify.annotations.Nullable;

/** Who is connected to one bus. A fault of ours over one ends that one, and nobody else. Walked by index, as an iterator would be an object. Owned by the bus's thread. */
final class Clients implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Clients.class.getName());

    private final String server;
    private final BusDesk desk;
    private final List<Session> all = new ArrayList<>();
    private final ClientAccount gone = new ClientAccount();
    private @Nullable Session[] places = new @Nullable Session[16];
    private long due = Long.MAX_VALUE;
    private long lastDenied;
    private long lastOverRate;

    /** @param server in words, for the log */
    Clients(String server, BusDesk desk) {
        this.server = server;
        this.desk = desk;
    }

    int count() {
        return all.size();
    }

    void welcome(Hatch.Arrival arrival) {
        try {
            int place = free();
            Session session = new Session(desk, arrival, place);
            desk.epoll().add(arrival.line().descriptor(), place, Epoll.IN);
            places[place] = session;
            all.add(session);
            note(session);
            LOG.log(Level.INFO, "{0}: {1} has come", server, arrival.name());
        } catch (RuntimeException fault) {
            LOG.log(Level.ERROR, "%s: %s cannot be let in".formatted(server, arrival.name()), fault);
            arrival.line().close();
            arrival.gone().run();
        }
    }

    private int free() {
        int place = 0;
        while (place < places.length && places[place] != null) {
            place++;
        }
        if (place == places.length) {
            places = Arrays.copyOf(places, places.length * 2);
        }
        return place;
    }

    /** @return frames that were given to the mode of any, which raw mode is not */
    long hear(FrameBatch batch, long selected, int speaker) {
        long given = 0;
        lastDenied = 0;
        lastOverRate = 0;
        for (int i = 0; i < all.size(); i++) {
            Session session = all.get(i);
            try { // and no lambda, which would be an object for each batch
                long passed = session.hear(batch, selected, session.place() == speaker);
                lastDenied |= session.ear().lastDenied();
                lastOverRate |= session.ear().lastOverRate();
                if (passed != 0) {
                    given |= passed;
                    note(session);
                }
            } catch (RuntimeException fault) {
                fail(session, fault);
            }
        }
        return given;
    }

    /** Of the frames heard last, those that the mode of any wants and its client may not read. */
    long lastDenied() {
        return lastDenied;
    }

    long lastOverRate() {
        return lastOverRate;
    }

    void ready(int place, int events) {
        Session session = place < places.length ? places[place] : null;
        if (session != null) {
            try {
                session.ready(events);
            } catch (RuntimeException fault) {
                fail(session, fault);
            }
            note(session);
        }
    }

    private void fail(Session session, RuntimeException fault) {
        LOG.log(Level.ERROR, "%s: %s has to go after a fault of ours".formatted(server, session.name()), fault);
        session.fail();
    }

    private void note(Session session) {
        due = Math.min(due, session.due());
    }

    long due() {
        return due;
    }

    void run(long now) {
        if (due > now) {
            return;
        }
        due = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            Session session = all.get(i);
            try {
                session.run(now);
                desk.relay();
            } catch (RuntimeException fault) {
                fail(session, fault);
            }
            note(session);
        }
    }

    /** What waits for them goes, as far as there is room. */
    void flush() {
        for (int i = 0; i < all.size(); i++) {
            Session session = all.get(i);
            try {
                session.flush();
            } catch (RuntimeException fault) {
                fail(session, fault);
            }
            note(session); // one that was held for want of room has room now
        }
    }

    /** After anything that may have ended some. */
    void settle() {
        for (int i = all.size() - 1; i >= 0; i--) {
            Session session = all.get(i);
            if (session.hasEnded()) {
                all.remove(i);
                places[session.place()] = null;
                farewell(session);
            }
        }
    }

    private void farewell(Session session) {
        session.close();
        gone.add(session.account());
        LOG.log(Level.INFO, "{0}: {1} has gone: {2}", server, session.name(), session.end());
    }

    List<PeerReport> report() {
        List<PeerReport> peers = new ArrayList<>();
        all.forEach(session -> peers.add(session.report()));
        if (!gone.isEmpty()) {
            peers.add(gone.report("others", "those who have gone", 0));
        }
        return peers;
    }

    /** What waits for them goes, as far as there is room. */
    @Override
    public void close() {
        flush();
        all.forEach(Session::close);
        all.clear();
        Arrays.fill(places, null);
    }
}
