package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.line.Line;
import org.buslane.tunnel.peer.FrameHash;
import org.buslane.tunnel.socketcand.ReplyReader.Found;
import org.jspecify.annotations.Nullable;

/**
 * One connection with a server, from the moment it is there. Each answer is waited for before more is said, as the
 * original reads one command at a time. A server that is silent is asked for an echo, which it owes in every mode: a
 * process that hangs acknowledges what it is sent for ever. Owned by the bus's thread; nothing is allocated for a frame.
 *
 * <pre>
 *        &lt; hi &gt;                &lt; ok &gt;             &lt; ok &gt;
 * HI ──────────────▶ OPEN ──────────────▶ RAW ──────────────▶ RUNNING
 *     &lt; open BUS &gt;         &lt; rawmode &gt;
 * </pre>
 */
final class LinkSession implements AutoCloseable {
    private enum Step {
        HI,
        OPEN,
        RAW,
        RUNNING
    }

    private static final System.Logger LOG = System.getLogger(LinkSession.class.getName());
    private static final long SECOND = 1_000_000_000;

    /** Nanoseconds that a server has for an answer. */
    static final long ANSWERED_WITHIN = 5 * SECOND;

    /** Nanoseconds of silence after which it is asked for one. */
    static final long ASK_AFTER = 5 * SECOND;

    /** So many frames go before the bus has no more to say. */
    private static final int LOADED = 64;

    /** How often one that has more to say is read before others have their turn. */
    private static final int READS = 4;

    private final Arena arena = Arena.ofShared();
    private final BusSide side;
    private final SocketcandClientSpec spec;
    private final String bus;
    private final Line line;
    private final LinkAccount account;
    private final Epoll epoll;
    private final Gate gate;
    private final CommandSender sender;
    private final LinkIntake intake;
    private Step step = Step.HI;
    private boolean isOwed = true;
    private long since;
    private int watched = Epoll.IN;
    /** What a line has read and keeps makes no descriptor readable. */
    private boolean hasMore = true;

    private String end = "";
    private String note = "";

    /** @param epoll has the line's descriptor already, for {@code IN} */
    LinkSession(BusSide side, SocketcandClientSpec spec, String bus, Line line, LinkAccount account, Epoll epoll) {
        this.side = side;
        this.spec = spec;
        this.bus = bus;
        this.line = line;
        this.account = account;
        this.epoll = epoll;
        this.since = side.now();
        this.gate = new Gate(spec.policy(), Access.READ, since);
        this.sender = new CommandSender(arena, line, spec, account);
        this.intake = new LinkIntake(arena, side, spec, line, account, this::heard);
        account.connected();
    }

    /** Whether frames go both ways. */
    boolean isOpen() {
        return step == Step.RUNNING && !hasEnded();
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
        long now = side.now();
        sender.expire(now);
        for (long left = selected; left != 0; left &= left - 1) {
            DropReason refused = queue(from, Long.numberOfTrailingZeros(left), now);
            account.sent().in(1);
            if (refused == null) {
                heard.delivered(1);
            } else {
                account.sent().dropped(refused, 1);
                heard.dropped(refused, 1);
            }
        }
        if (sender.waiting() >= LOADED) {
            drained();
        }
    }

    /** @return why it is not, or null */
    private @Nullable DropReason queue(FrameBatch from, int frame, long now) {
        if (!isOpen()) {
            return DropReason.DOWN;
        }
        if (!sender.has(from, frame)) {
            return DropReason.INVALID;
        }
        return switch (gate.judge(from, frame, now)) {
            case DENIED -> DropReason.DENIED;
            case OVER_RATE -> DropReason.OVER_RATE;
            case PASS -> send(from, frame, now);
        };
    }

    private @Nullable DropReason send(FrameBatch from, int frame, long now) {
        if (account.breaker().isOpen(now)) {
            return DropReason.DOWN;
        }
        if (!sender.add(from, frame, spec.expiry(now))) {
            return DropReason.QUEUE_FULL;
        }
        account.breaker().sent(FrameHash.of(from.memory(), from.offset(frame)), now);
        return null;
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
            if (step == Step.RUNNING) {
                isOwed = false;
                since = side.now();
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
        switch (reply) {
            case ERROR -> refused();
            case HI -> answered(Step.HI, Step.OPEN, "< open " + bus + " >");
            case OK -> {
                if (step == Step.OPEN) {
                    answered(Step.OPEN, Step.RAW, "< rawmode >");
                } else {
                    answered(Step.RAW, Step.RUNNING, "");
                }
            }
            default -> {
                if (step == Step.HI) {
                    end = "it greeted with " + intake.words();
                } else if (reply == Found.OTHER) {
                    account.unknown();
                }
            }
        }
    }

    private void answered(Step expected, Step next, String command) {
        if (step == expected) {
            step = next;
            since = side.now();
            isOwed = next != Step.RUNNING;
            sender.say(command);
        }
    }

    private void refused() {
        account.error();
        note = "it said " + intake.words();
        if (step != Step.RUNNING) {
            end = note;
        }
    }

    long due() {
        if (hasMore) {
            return since;
        }
        long answer = since + (isOwed ? ANSWERED_WITHIN : ASK_AFTER);
        return Math.min(answer, sender.due());
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
        if (isOwed && since + ANSWERED_WITHIN - now <= 0) {
            account.unanswered();
            end = "it does not answer";
            return;
        }
        if (!isOwed && since + ASK_AFTER - now <= 0) {
            isOwed = true;
            since = now;
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
