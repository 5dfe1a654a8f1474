package org.buslane.tunnel.cannelloni;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.random.RandomGenerator;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.SctpSocket;
import org.buslane.linux.inet.TcpConnection;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelReport;
import org.buslane.tunnel.line.Backoff;
import org.jspecify.annotations.Nullable;

/**
 * Connects to a server, as often as it has to, and never waits for it. Each connection begins with nothing of the last
 * one: neither half a frame nor what waited. Owned by the bus's thread.
 *
 * <pre>
 * AWAY ── connect ──▶ CONNECTING ── its result ──▶ {@link Conversation}
 *   ◀──── refused, closed, no greeting, a wrong one: counted, and tried again after {@link Backoff} ────
 * </pre>
 */
final class ClientEndpoint implements Tunnel {
    private static final System.Logger LOG = System.getLogger(ClientEndpoint.class.getName());
    private static final long CONNECTED_WITHIN = 5_000_000_000L;

    private final CannelloniStream kind;
    private final BusSide side;
    private final Backoff backoff;
    private final StreamAccount account;
    private final Fate fate = new Fate();
    private final Epoll epoll = new Epoll(1);
    private @Nullable Wire connecting;
    private @Nullable Conversation conversation;
    private String note = "";
    private long due;
    private boolean isKnown;

    /** Connects with the first {@link #run}, which is due at once. */
    ClientEndpoint(CannelloniStream kind, BusSide side, RandomGenerator random) {
        this.kind = kind;
        this.side = side;
        this.backoff = new Backoff(random);
        this.due = side.now();
        this.account = new StreamAccount(due);
        side.watch(epoll.descriptor(), Epoll.IN);
    }

    @Override
    public void hear(FrameBatch batch, long selected, Ledger heard) {
        Conversation with = conversation;
        if (with == null) {
            int frames = Long.bitCount(selected);
            account.sent().in(frames);
            account.sent().dropped(DropReason.DOWN, frames);
            heard.dropped(DropReason.DOWN, frames);
            return;
        }
        fate.begin(selected, DropReason.DOWN);
        with.hear(batch, selected, fate);
        fate.count(selected, heard);
        settle();
    }

    @Override
    public void drained() {
        if (conversation != null) {
            conversation.drained();
            settle();
        }
    }

    @Override
    public long due() {
        return conversation == null ? due : conversation.due();
    }

    @Override
    public void run(long now) {
        if (conversation != null) {
            conversation.run(now);
            settle();
        } else if (due - now <= 0) {
            if (connecting == null) {
                connect(now);
            } else {
                away(new LinuxException("connect", "", new Errno(Errno.ETIMEDOUT)).reason());
            }
        }
    }

    private void connect(long now) {
        try {
            Wire wire = begin();
            connecting = wire;
            due = now + CONNECTED_WITHIN;
            epoll.add(wire.descriptor(), 0, Epoll.IN | Epoll.OUT);
        } catch (LinuxException e) {
            away(e.reason());
        }
    }

    private Wire begin() {
        String what = kind.transport().label() + " " + kind.place();
        return switch (kind.transport()) {
            case TCP -> new TcpWire(TcpConnection.begin(kind.place(), what), account, kind.settings());
            case SCTP -> new SctpWire(SctpSocket.begin(kind.place(), what), account, kind.mtu(), kind.settings());
        };
    }

    @Override
    public void ready(int events) {
        int count = epoll.await(0);
        for (int i = 0; i < count; i++) {
            if (conversation != null) {
                conversation.ready(epoll.events(i));
                settle();
            } else if (connecting != null) {
                connected(connecting);
            }
        }
    }

    private void connected(Wire wire) {
        int errno = wire.result();
        if (errno != 0) {
            away(new LinuxException("connect", "", new Errno(errno)).reason());
            return;
        }
        connecting = null;
        conversation = new Conversation(side, kind.settings(), kind.policy(), wire, account, (_, _, _) -> {}, epoll, 0);
        settle();
    }

    /** After anything that may have ended the conversation, or made it one. */
    private void settle() {
        Conversation with = conversation;
        if (with == null) {
            return;
        }
        if (with.hasEnded()) {
            away(with.end());
        } else if (!isKnown && with.isOpen()) {
            isKnown = true;
            note = "";
            backoff.reset();
            LOG.log(Level.INFO, "{0} is connected", kind.words());
        }
    }

    private void away(String why) {
        if (isKnown || !note.equals(why)) {
            LOG.log(Level.WARNING, "{0} is away, and tried again: {1}", kind.words(), why);
        }
        drop();
        note = why;
        isKnown = false;
        due = side.now() + backoff.pause();
    }

    private void drop() {
        if (conversation != null) {
            conversation.close();
            conversation = null;
        }
        if (connecting != null) {
            connecting.close();
            connecting = null;
        }
    }

    @Override
    public TunnelReport report() {
        boolean well = conversation != null && conversation.isOpen();
        int waiting = conversation == null ? 0 : conversation.waiting();
        String said = well || !note.isEmpty() ? note : "it is being connected";
        return new TunnelReport(
                well, said, "", List.of(account.report(kind.place().toString(), well, said, waiting)));
    }

    /** What waits for the peer goes, as far as there is room. */
    @Override
    public void close() {
        if (conversation != null) {
            conversation.drained();
        }
        drop();
        side.unwatch(epoll.descriptor());
        epoll.close();
    }
}
