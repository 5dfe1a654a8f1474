package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.line.Line;
import org.buslane.tunnel.line.PlainLine;
import org.buslane.tunnel.line.TlsContext;
import org.buslane.tunnel.line.TlsHandshake;
import org.buslane.tunnel.line.TlsLine;

/** The clients that have no bus yet: who may come in, who goes on to a bus, who has to go. Owned by the server's thread. */
final class Lobby implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Lobby.class.getName());

    /** Nanoseconds that a client has to open a bus: as long as somebody needs who types it. */
    static final long PATIENCE = 300_000_000_000L;

    /** Nanoseconds for a handshake, which nobody types. */
    static final long SHAKEN_WITHIN = 10_000_000_000L;

    private final ServerSpec spec;
    private final BusControl control;
    private final Foyer foyer;
    private final Optional<TlsContext> tls;
    private final Epoll epoll;
    private final Map<Long, Guest> all = new HashMap<>();
    private long next;

    /**
     * @param tls what clients speak who do not come by a unix socket
     * @param first what the first client is called in the epoll; the others have higher numbers
     */
    Lobby(ServerSpec spec, Optional<TlsContext> tls, BusControl control, Foyer foyer, Epoll epoll, long first) {
        this.spec = spec;
        this.control = control;
        this.foyer = foyer;
        this.tls = tls;
        this.epoll = epoll;
        this.next = first;
    }

    void welcome(Door.Caller caller, long now) {
        if (!Admission.isPossible(spec, caller.address())) {
            foyer.turnedAway();
            refused(caller.name(), "no rule is for it");
            caller.stream().close();
            return;
        }
        if (!foyer.enters(spec.limits().clients())) {
            refused(
                    caller.name(),
                    "there are %d already".formatted(spec.limits().clients()));
            caller.stream().close();
            return;
        }
        long number = next++;
        try {
            begin(number, caller, now);
        } catch (RuntimeException fault) {
            fault(number, fault);
            caller.stream().close();
        }
        foyer.waiting(all.size());
    }

    private void begin(long number, Door.Caller caller, long now) {
        epoll.add(caller.stream().descriptor(), number, Epoll.IN);
        if (tls.isPresent() && caller.address().isPresent()) {
            TlsHandshake handshake = tls.get().accept(caller.stream());
            shake(number, new Guest.Shaking(caller.name(), caller.address(), handshake, now + SHAKEN_WITHIN), now);
        } else {
            Whom.Client client = new Whom.Client(caller.address(), Optional.empty());
            admit(number, new PlainLine(caller.stream()), caller.name(), client, now);
        }
    }

    private void fault(long number, RuntimeException fault) {
        LOG.log(Level.ERROR, "%s lets a client go after a fault of ours".formatted(spec.name()), fault);
        if (all.containsKey(number)) {
            goes(number, "a fault of ours");
        } else {
            foyer.leaves();
        }
    }

    private void shake(long number, Guest.Shaking guest, long now) {
        all.put(number, guest);
        switch (guest.handshake().step()) {
            case READ -> epoll.modify(guest.handshake().descriptor(), number, Epoll.IN);
            case WRITE -> epoll.modify(guest.handshake().descriptor(), number, Epoll.OUT);
            case FAILED -> goes(number, guest.handshake().why());
            case DONE -> {
                TlsLine line = guest.handshake().line();
                epoll.modify(line.descriptor(), number, Epoll.IN);
                admit(number, line, guest.name(), new Whom.Client(guest.address(), line.peer()), now);
            }
        }
    }

    private void admit(long number, Line line, String name, Whom.Client client, long now) {
        Optional<Admission> admission = Admission.of(spec, client);
        if (admission.isEmpty()) {
            all.remove(number);
            foyer.leaves();
            refused(
                    name,
                    "no rule is for it"
                            + client.certificate().map(each -> " as " + each).orElse(""));
            line.close();
            return;
        }
        Newcomer newcomer = new Newcomer(line, admission.get(), control);
        Guest.Asking guest = new Guest.Asking(name, client.certificate(), newcomer, now + PATIENCE);
        all.put(number, guest);
        newcomer.greet();
        newcomer.ready(); // what TLS has read already makes no descriptor readable
        settle(number, guest);
    }

    private void refused(String name, String why) {
        foyer.refused();
        LOG.log(Level.INFO, "{0} refuses {1}: {2}", spec.name(), name, why);
    }

    /** One of them has said something, or is gone. A fault of ours over it ends it, and nobody else. */
    void ready(long number, long now) {
        try {
            serve(number, now);
        } catch (RuntimeException fault) {
            fault(number, fault);
        }
        foyer.waiting(all.size());
    }

    private void serve(long number, long now) {
        switch (all.get(number)) {
            case Guest.Shaking guest -> shake(number, guest, now);
            case Guest.Asking guest -> {
                guest.newcomer().ready();
                settle(number, guest);
            }
            case null -> {}
        }
    }

    private void settle(long number, Guest.Asking guest) {
        if (!guest.newcomer().end().isEmpty()) {
            goes(number, guest.newcomer().end());
        } else if (!guest.newcomer().bus().isEmpty()) {
            all.remove(number);
            goesOn(guest);
        }
    }

    /** It is answered there, so that nothing comes before the answer. */
    private void goesOn(Guest.Asking guest) {
        Newcomer newcomer = guest.newcomer();
        epoll.remove(newcomer.line().descriptor());
        foyer.hatch(newcomer.bus())
                .orElseThrow()
                .put(new Hatch.Arrival(
                        newcomer.line(),
                        guest.name(),
                        guest.certificate().orElse(""),
                        newcomer.admission().policy(),
                        newcomer.rest(),
                        foyer::leaves));
        newcomer.close();
    }

    private void goes(long number, String why) {
        Guest guest = Optional.ofNullable(all.remove(number))
                .orElseThrow(() -> new IllegalStateException("there is no client " + number));
        foyer.refused();
        foyer.leaves();
        switch (guest) {
            case Guest.Shaking shaking -> shaking.handshake().close();
            case Guest.Asking asking -> {
                asking.newcomer().line().close();
                asking.newcomer().close();
            }
        }
        LOG.log(Level.INFO, "{0}: {1} has gone without a bus: {2}", spec.name(), guest.name(), why);
    }

    /** When the first of them has to go; Long.MAX_VALUE is never. */
    long due() {
        return all.values().stream().mapToLong(Guest::until).min().orElse(Long.MAX_VALUE);
    }

    void run(long now) {
        for (Map.Entry<Long, Guest> each : new ArrayList<>(all.entrySet())) {
            if (each.getValue().until() <= now) {
                goes(each.getKey(), "it took too long");
            }
        }
        foyer.waiting(all.size());
    }

    @Override
    public void close() {
        for (long number : new ArrayList<>(all.keySet())) {
            goes(number, "the server ends");
        }
        foyer.waiting(0);
    }
}
