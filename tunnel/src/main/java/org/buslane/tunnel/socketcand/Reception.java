package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.line.TlsContext;
import org.jspecify.annotations.Nullable;

/**
 * Where clients come in. The platform thread {@code socketcand NAME} owns the listening sockets and the clients that have
 * no bus yet; it may wait for a bus to be set up, which no client that has one notices. Like any thread it is in the
 * network namespace of the one that started it.
 */
final class Reception implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reception.class.getName());
    private static final int EVENTS = 64;
    private static final long WAKE = 0;
    private static final long FIRST_DOOR = 1;
    private static final long MILLI = 1_000_000;

    /** Those who come through one door before others have their turn. */
    private static final int CALLERS = 16;

    private final BusClock clock;
    private final Foyer foyer;
    private final Epoll epoll = new Epoll(EVENTS);
    private final EventFd wake = new EventFd();
    private final List<Doorway> doorways = new ArrayList<>();
    private final Lobby lobby;
    private final Optional<Beacon> beacon;
    private final Thread thread;
    private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
    private volatile boolean ending;

    private Reception(ServerSpec spec, Optional<TlsContext> tls, BusControl control, Foyer foyer, BusClock clock) {
        this.clock = clock;
        this.foyer = foyer;
        epoll.add(wake.descriptor(), WAKE, Epoll.IN);
        for (ListenPlace place : spec.listen()) {
            doorways.add(new Doorway(spec.name(), place, epoll, FIRST_DOOR + doorways.size()));
        }
        this.lobby = new Lobby(spec, tls, control, foyer, epoll, FIRST_DOOR + doorways.size());
        this.beacon = spec.beacon().map(words -> new Beacon(words, spec.buses(), BeaconText.PORT));
        this.thread =
                Thread.ofPlatform().name("socketcand " + spec.name()).daemon().unstarted(() -> run(spec.name()));
    }

    /** Its doors are open when this returns, as far as they can be. */
    static Reception start(ServerSpec spec, Optional<TlsContext> tls, BusControl control, Foyer foyer, BusClock clock) {
        Reception reception = new Reception(spec, tls, control, foyer, clock);
        reception.openDoors(reception.now());
        reception.thread.start();
        return reception;
    }

    private void run(String name) {
        try (epoll;
                lobby) {
            while (!ending) {
                turn();
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "%s lets nobody in any more after a fault of ours".formatted(name), e);
            foyer.standing(new Foyer.Standing(false, "ended after a fault of ours, which the log has", List.of()));
        } finally {
            doorways.forEach(Doorway::close);
            over.complete(null);
        }
    }

    private void turn() {
        int count = epoll.await(patience());
        long now = now();
        for (int i = 0; i < count; i++) {
            long data = epoll.data(i);
            if (data == WAKE) {
                wake.drain();
            } else if (data < FIRST_DOOR + doorways.size()) {
                callers(doorways.get((int) (data - FIRST_DOOR)), now);
            } else {
                lobby.ready(data, now);
            }
        }
        openDoors(now);
        if (lobby.due() <= now) {
            lobby.run(now);
        }
        if (beacon.isPresent() && beacon.get().due() <= now) {
            beacon.get().send(places(), now);
        }
    }

    private void callers(Doorway doorway, long now) {
        for (int i = 0; i < CALLERS; i++) {
            Optional<Door.Caller> caller = doorway.accept(now);
            if (caller.isEmpty()) {
                if (doorway.local().isEmpty()) {
                    foyer.standing(standing());
                }
                return;
            }
            lobby.welcome(caller.get(), now);
        }
    }

    private void openDoors(long now) {
        boolean isChanged = false;
        for (Doorway doorway : doorways) {
            if (doorway.due() <= now) {
                doorway.open(now);
                isChanged = true;
            }
        }
        if (isChanged) {
            foyer.standing(standing());
        }
    }

    private List<InetPlace> places() {
        return doorways.stream()
                .flatMap(doorway -> doorway.local().stream())
                .flatMap(place -> place instanceof ListenPlace.Tcp(InetPlace tcp) ? Stream.of(tcp) : Stream.empty())
                .toList();
    }

    private Foyer.Standing standing() {
        List<String> listening = doorways.stream()
                .flatMap(doorway -> doorway.local().stream())
                .map(ListenPlace::toString)
                .toList();
        String note = doorways.stream()
                .map(Doorway::note)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.joining("; "));
        return new Foyer.Standing(listening.size() == doorways.size(), note, listening);
    }

    /** @return milliseconds until something is due; -1 if nothing is */
    private int patience() {
        long due = Math.min(lobby.due(), beacon.map(Beacon::due).orElse(Long.MAX_VALUE));
        for (Doorway doorway : doorways) {
            due = Math.min(due, doorway.due());
        }
        if (due <= now()) {
            return 0;
        }
        return due == Long.MAX_VALUE ? -1 : Math.clamp((due - now()) / MILLI + 1, 0, Integer.MAX_VALUE);
    }

    private long now() {
        return clock.monotonic().getAsLong();
    }

    /** Ends the thread with all that it owns, and returns when it has. */
    @Override
    public void close() {
        ending = true;
        wake.signal();
        over.join(); // Nothing interrupts that.
        wake.close();
    }
}
