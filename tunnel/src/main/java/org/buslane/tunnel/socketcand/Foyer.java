package org.buslane.tunnel.socketcand;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** What the thread of a server and those of its buses share, each part of it safe for all of them. */
final class Foyer implements AutoCloseable {
    /** How the server listens now. */
    record Standing(boolean well, String note, List<String> listening) {
        Standing {
            listening = List.copyOf(listening);
        }
    }

    private final Map<String, Hatch> hatches = new LinkedHashMap<>();
    private final Function<String, Optional<BusTraffic>> traffic;
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile Standing standing = new Standing(false, "it has not begun to listen yet", List.of());

    Foyer(List<String> buses, Function<String, Optional<BusTraffic>> traffic) {
        this.traffic = traffic;
        buses.forEach(bus -> hatches.computeIfAbsent(bus, any -> new Hatch()));
    }

    Optional<Hatch> hatch(String bus) {
        return Optional.ofNullable(hatches.get(bus));
    }

    Optional<BusTraffic> traffic(String bus) {
        return traffic.apply(bus);
    }

    /** One came that is never let in, so it takes nobody's place. */
    void turnedAway() {
        connections.incrementAndGet();
    }

    /** @return whether there was room for one more */
    boolean enters(int most) {
        connections.incrementAndGet();
        if (clients.incrementAndGet() > most) {
            clients.decrementAndGet();
            return false;
        }
        return true;
    }

    void leaves() {
        clients.decrementAndGet();
    }

    void refused() {
        refused.incrementAndGet();
    }

    void waiting(int now) {
        waiting.set(now);
    }

    Standing standing() {
        return standing;
    }

    void standing(Standing now) {
        standing = now;
    }

    ServerReport report() {
        Standing now = standing;
        return new ServerReport(
                now.well(),
                now.note(),
                now.listening(),
                clients.get(),
                waiting.get(),
                connections.get(),
                refused.get());
    }

    /** Once no thread puts any client into a hatch, or takes one out. */
    @Override
    public void close() {
        hatches.values().forEach(Hatch::close);
    }
}
