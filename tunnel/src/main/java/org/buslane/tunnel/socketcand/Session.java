package org.buslane.tunnel.socketcand;

import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.PeerReport;

/**
 * A client that has opened the bus, from its first {@code < ok >} on. Nothing it does or leaves undone holds up others: if
 * it takes no answers it is not read any more. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class Session implements AutoCloseable {
    /** How often one that has more to say is read before others have their turn. */
    private static final int READS = 4;

    private final BusDesk desk;
    private final Hatch.Arrival arrival;
    private final int place;
    private final ClientAccount account = new ClientAccount();
    private final ClientWire wire;
    private final Conduct conduct;
    private final Ear ear;
    private final CommandRate rate;
    private int watched = Epoll.IN;
    private boolean isHeld;
    private boolean hasMore = true;
    private boolean isOut;
    private String end = "";

    /** @param place under which it stands in the desk's epoll, and speaks */
    Session(BusDesk desk, Hatch.Arrival arrival, int place) {
        this.desk = desk;
        this.arrival = arrival;
        this.place = place;
        this.wire = new ClientWire(arrival.line(), arrival.rest(), desk.behaviour(), account);
        this.conduct = new Conduct(desk, wire, account, arrival.policy(), place);
        this.ear = new Ear(arrival.policy(), account.sent(), now());
        this.rate = new CommandRate(desk.limits().commands(), now());
        account.connected();
        ended(conduct.answer(Replies.OK));
    }

    int place() {
        return place;
    }

    String name() {
        return arrival.name();
    }

    ClientAccount account() {
        return account;
    }

    boolean hasEnded() {
        return !end.isEmpty();
    }

    /** Why it has. */
    String end() {
        return end;
    }

    /** After a fault of ours. */
    void fail() {
        end = "a fault of ours, which the log has";
    }

    /** Its descriptor is ready. */
    void ready(int events) {
        if ((events & Epoll.OUT) != 0) {
            wire.loosen();
            flush();
        }
        if ((events & ~Epoll.OUT) != 0 || (isHeld && mayObey())) {
            if (!isHeld || mayObey()) {
                receive();
            } else if (wire.hasRoom()) {
                leave();
            } else {
                end = "it has gone without having read its answers"; // ERR or HUP: nothing else is waited for
            }
        }
        watch();
    }

    /** It has hung up, which an epoll says all the time, and what it said before is read when its rate has it. */
    private void leave() {
        desk.epoll().remove(wire.line().descriptor());
        isOut = true;
    }

    private void receive() {
        hasMore = false;
        for (int i = 0; i < READS && obey(); i++) {
            int result = wire.receive();
            if (result == -Errno.EAGAIN) {
                return;
            }
            if (result <= 0) {
                ended(result);
                end = hasEnded() ? end : "it closed the connection";
                return;
            }
        }
        hasMore = obey();
    }

    /** Does what it has said. @return whether it may be read: that was all, and there is room for more answers */
    private boolean obey() {
        isHeld = false;
        while (!hasEnded()) {
            if (!mayObey()) {
                isHeld = true;
                return false;
            }
            switch (wire.cutter().next()) {
                case COMMAND -> obeyOne();
                case SHORT -> {
                    return true;
                }
                case TOO_LONG -> end = "it sent a command that has no end";
            }
        }
        return false;
    }

    private boolean mayObey() {
        return wire.hasRoom() && rate.isFree(now());
    }

    private void obeyOne() {
        rate.take(now());
        ended(conduct.obey(wire.cutter()));
        desk.relay();
    }

    /** What waits goes, as far as there is room. */
    void flush() {
        if (!wire.isStuck() && !hasEnded()) {
            RawMode raw = conduct.raw();
            ended(raw == null ? wire.flush() : wire.flush(raw));
            watch();
        }
    }

    /** Frames of the bus, or of a client. @return those that are given to its mode, of which raw mode has none */
    long hear(FrameBatch batch, long selected, boolean own) {
        return ear.hear(conduct.state(), batch, hasEnded() ? 0 : selected, own, now());
    }

    Ear ear() {
        return ear;
    }

    /** When {@link #run} is to be called; Long.MAX_VALUE is never. */
    long due() {
        long waits = hasMore ? Long.MIN_VALUE : isHeld && wire.hasRoom() ? rate.due() : Long.MAX_VALUE;
        return hasEnded() ? Long.MAX_VALUE : Math.min(waits, conduct.state().due());
    }

    void run(long at) {
        if (due() > at) {
            return;
        }
        if (conduct.state().due() <= at) {
            conduct.state().run(at);
            flush();
        }
        if (hasMore || (isHeld && mayObey())) {
            receive();
        }
        watch();
    }

    private void watch() {
        int events = (isHeld ? 0 : Epoll.IN) | (wire.isStuck() ? Epoll.OUT : 0);
        if (isOut && !isHeld && !hasEnded()) {
            desk.epoll().add(wire.line().descriptor(), place, events);
            isOut = false;
            watched = events;
        } else if (events != watched && !isOut && !hasEnded()) {
            watched = events;
            desk.epoll().modify(wire.line().descriptor(), place, events);
        }
    }

    private void ended(int result) {
        if (result < 0) {
            end = arrival.line()
                    .why()
                    .orElseGet(() -> new LinuxException("talk to", "it", new Errno(-result)).reason());
        }
    }

    private long now() {
        return desk.side().now();
    }

    PeerReport report() {
        long waiting = wire.waiting();
        RawMode raw = conduct.raw();
        if (raw != null) {
            raw.settle();
            waiting += raw.waiting();
        }
        String certificate = arrival.certificate().isEmpty() ? "" : " as " + arrival.certificate();
        return account.report(arrival.name(), conduct.mode().word() + certificate, waiting);
    }

    /** What waits is lost. */
    @Override
    public void close() {
        conduct.close();
        wire.close();
        arrival.gone().run();
    }
}
