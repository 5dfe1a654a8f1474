package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.line.Line;
import org.buslane.tunnel.line.PlainLine;

/** The clients that have no bus yet: who may come in, who goes on to a bus, who has to go. Owned by the server's thread. */
final class Lobby implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Lobby.class.getName());

    /** Nanoseconds that a client has to open a bus: as long as somebody needs who types it. */
    static final long PATIENCE = 300_000_000_000L;

    private record Waiting(String name, Newcomer newcomer, long until) {}

    private final ServerSpec spec;
    private final BusControl control;
    private final Foyer foyer;
    private final Epoll epoll;
    private final Map<Long, Waiting> all = new HashMap<>();
    private long next;

    /** @param first what the first client is called in the epoll; the others have higher numbers */
    Lobby(ServerSpec spec, BusControl control, Foyer foyer, Epoll epoll, long first) {
        this.spec = spec;
        this.control = control;
        this.foyer = foyer;
        this.epoll = epoll;
        this.next = first;
    }

    void welcome(Door.Caller caller, long now) {
        Line line = new PlainLine(caller.stream());
        if (!foyer.enters(spec.limits().clients())) {
            turnAway(
                    line,
                    caller.name(),
                    "there are %d already".formatted(spec.limits().clients()));
            return;
        }
        Optional<Admission> admission = Admission.of(spec, new Whom.Client(caller.address(), Optional.empty()));
        if (admission.isEmpty()) {
            foyer.leaves();
            turnAway(line, caller.name(), "no rule is for it");
            return;
        }
        admit(line, caller.name(), admission.get(), now);
    }

    private void turnAway(Line line, String name, String why) {
        foyer.refused();
        LOG.log(Level.INFO, "{0} refuses {1}: {2}", spec.name(), name, why);
        line.close();
    }

    private void admit(Line line, String name, Admission admission, long now) {
        Newcomer newcomer = new Newcomer(line, admission, control);
        long number = next++;
        all.put(number, new Waiting(name, newcomer, now + PATIENCE));
        epoll.add(line.descriptor(), number, Epoll.IN);
        newcomer.greet();
        settle(number);
    }

    /** One of them has said something, or is gone. */
    void ready(long number) {
        Waiting waiting = all.get(number);
        if (waiting != null) {
            waiting.newcomer().ready();
            settle(number);
        }
    }

    private void settle(long number) {
        Optional.ofNullable(all.get(number)).ifPresent(waiting -> {
            if (!waiting.newcomer().end().isEmpty()) {
                all.remove(number);
                goes(waiting, waiting.newcomer().end());
            } else if (!waiting.newcomer().bus().isEmpty()) {
                all.remove(number);
                goesOn(waiting);
            }
        });
        foyer.waiting(all.size());
    }

    private void goes(Waiting waiting, String why) {
        LOG.log(Level.INFO, "{0}: {1} has gone without a bus: {2}", spec.name(), waiting.name(), why);
        foyer.refused();
        foyer.leaves();
        waiting.newcomer().line().close();
        waiting.newcomer().close();
    }

    /** It is answered there, so that nothing comes before the answer. */
    private void goesOn(Waiting waiting) {
        Newcomer newcomer = waiting.newcomer();
        epoll.remove(newcomer.line().descriptor());
        foyer.hatch(newcomer.bus())
                .orElseThrow()
                .put(new Hatch.Arrival(
                        newcomer.line(),
                        waiting.name(),
                        "",
                        newcomer.admission().policy(),
                        newcomer.rest(),
                        foyer::leaves));
        newcomer.close();
    }

    /** When the first of them has to go; Long.MAX_VALUE is never. */
    long due() {
        return all.values().stream().mapToLong(Waiting::until).min().orElse(Long.MAX_VALUE);
    }

    void run(long now) {
        for (Map.Entry<Long, Waiting> each : new ArrayList<>(all.entrySet())) {
            if (each.getValue().until() <= now) {
                all.remove(each.getKey());
                goes(each.getValue(), "it has not opened one");
            }
        }
        foyer.waiting(all.size());
    }

    @Override
    public void close() {
        for (Waiting waiting : all.values()) {
            goes(waiting, "the server ends");
        }
        all.clear();
        foyer.waiting(0);
    }
}
