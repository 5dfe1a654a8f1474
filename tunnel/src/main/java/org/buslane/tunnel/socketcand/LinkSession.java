package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.line.Line;
import org.buslane.tunnel.socketcand.ReplyReader.Found;

/**
 * One connection with a server, from the moment it is there: its {@link Opening}, then frames both ways. A server that is
 * silent is asked for an echo, which it owes in every mode. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class LinkSession implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(LinkSession.class.getName());

    /** So many frames go before the bus has no more to say. */
    private static final int LOADED = 64;

    /** How often one that has more to say is read before others have their turn. */
    private static final int READS = 4;

    private final Arena arena = Arena.ofShared();
    private final BusSide side;
    private final Line line;
    private final LinkAccount account;
    private final Epoll epoll;
    private final Opening opening;
    private final Vigil vigil;
    private final CommandSender sender;
    private final LinkOutlet outlet;
    private final LinkIntake intake;
    private int watched = Epoll.IN;
    /** What a line has read and keeps makes no descriptor readable. */
    private boolean hasMore = true;

    private String end = "";
    private String note = "";

    /** @param epoll has the line's descriptor already, for {@code IN} */
    LinkSession(BusSide side, SocketcandClientSpec spec, String bus, Line line, LinkAccount account, Epoll epoll) {
        this.side = side;
        this.line = line;
        this.account = account;
        this.epoll = epoll;
        this.opening = new Opening(bus);
        this.vigil = new Vigil(side.now());
        this.sender = new CommandSender(arena, line, spec, account);
        this.outlet = new LinkOutlet(spec, account, sender, side.now());
        this.intake = new LinkIntake(arena, side, spec, line, account, this::heard);
        account.connected();
    }

    /** Whether frames go both ways. */
    boolean isOpen() {
        return opening.isDone() && !hasEnded();
    }

    boolean hasEnded() {
        return !end.isEmpty();
    }

    /** Why it has. */
    String end() {
        return end;
    }

    /** What it refused last. */
    String note() {
        return note;
    }

    int waiting() {
        return sender.waiting();
    }

    /** Frames for the server, counted in {@code heard} as well. */
    void hear(FrameBatch from, long selected, Ledger heard) {
        outlet.hear(from, selected, heard, isOpen(), side.now());
        if (sender.waiting() >= LOADED) {
            drained();
        }
    }

    /** No more is to come for now: what waits goes. */
    void drained() {
        if (!hasEnded() && !sender.isStuck()) {
            flush();
        }
    }

    void ready(int events) {
        if ((events & ~Epoll.OUT) != 0) {
            read();
        }
        if (!hasEnded()) {
            flush();
        }
    }

    private void read() {
        hasMore = true;
        for (int i = 0; i < READS && hasMore; i++) {
            hasMore = receive();
        }
    }

    private void flush() {
        sender.expire(side.now());
        ended(sender.flush());
        watch();
    }

    /** @return whether there may be more */
    private boolean receive() {
        int result = intake.receive();
        if (result == -Errno.EAGAIN) {
            return false;
        }
        if (result == 0) {
            end = "it closed the connection";
        }
        ended(result);
        if (result > 0) {
            if (opening.isDone()) {
                vigil.heard(side.now());
            }
            take();
        }
        return !hasEnded();
    }

    private void take() {
        long loops = account.breaker().trips();
        if (!intake.take() && !hasEnded()) {
            end = "it sent a reply longer than any";
        }
        if (account.breaker().trips() != loops) {
            LOG.log(Level.WARNING, account.breaker().warning(line.descriptor().what()));
        }
    }

    private void heard(Found reply) {
        if (reply == Found.ERROR) {
            refused();
        } else if (opening.takes(reply)) {
            answered();
        } else if (!opening.isGreeted()) {
            end = "it greeted with " + intake.words();
        } else if (reply == Found.OTHER) {
            account.unknown();
        }
    }

    private void answered() {
        if (opening.isDone()) {
            vigil.heard(side.now());
        } else {
            vigil.asked(side.now());
            sender.say(opening.next());
        }
    }

    private void refused() {
        account.error();
        note = "it said " + intake.words();
        if (!opening.isDone()) {
            end = note;
        }
    }

    long due() {
        return hasMore || hasEnded() ? vigil.since() : Math.min(vigil.due(), sender.due());
    }

    void run(long now) {
        if (hasEnded() || due() - now > 0) {
            return;
        }
        if (hasMore) {
            read();
        }
        if (!hasEnded()) {
            ask(now);
        }
    }

    private void ask(long now) {
        if (vigil.isLate(now)) {
            account.unanswered();
            end = "it does not answer";
            return;
        }
        if (vigil.isToBeAsked(now)) {
            vigil.asked(now);
            sender.say("< echo >");
        }
        flush();
    }

    private void ended(int result) {
        if (result < 0 && result != -Errno.EAGAIN) {
            end = line.why().orElseGet(() -> new LinuxException("talk to", "it", new Errno(-result)).reason());
        }
    }

    private void watch() {
        int events = sender.isStuck() ? Epoll.IN | Epoll.OUT : Epoll.IN;
        if (watched != events && !hasEnded()) {
            watched = events;
            epoll.modify(line.descriptor(), 0, events);
        }
    }

    /** What waits is lost, and counted. */
    @Override
    public void close() {
        sender.clear();
        line.close();
        arena.close();
    }
}
