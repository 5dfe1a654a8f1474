package org.buslane.tunnel.bus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.FrameBatch;

/** The tunnels of a bus. Walked by index, as an iterator would be an object. Owned by the bus's thread. */
final class Seats {
    private final List<TunnelSeat> all = new ArrayList<>();

    boolean isEmpty() {
        return all.isEmpty();
    }

    void add(TunnelSeat seat) {
        all.add(seat);
    }

    Optional<TunnelSeat> remove(String name) {
        Optional<TunnelSeat> found = named(name);
        found.ifPresent(all::remove);
        return found;
    }

    Optional<TunnelSeat> named(String name) {
        return all.stream().filter(seat -> seat.spec().name().equals(name)).findFirst();
    }

    /** Frames of the bus. */
    void hear(FrameBatch batch) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).hear(batch, batch.all());
        }
    }

    /** Frames that tunnels said, which each of the others hears. */
    void hearOthers(FrameBatch batch, long selected) {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).hear(batch, selected & ~all.get(i).own());
        }
    }

    void clearOwn() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).own(0);
        }
    }

    void drained() {
        for (int i = 0; i < all.size(); i++) {
            all.get(i).drained();
        }
    }

    /** Of the one with this place; without effect if it has ended. */
    void ready(long place, int events) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).place() == place) {
                all.get(i).ready(events);
                return;
            }
        }
    }

    long due() {
        long nearest = Long.MAX_VALUE;
        for (int i = 0; i < all.size(); i++) {
            nearest = Math.min(nearest, all.get(i).due());
        }
        return nearest;
    }

    void run(long now) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).due() <= now) {
                all.get(i).run(now);
            }
        }
    }

    List<TunnelStatus> status() {
        return all.stream().map(TunnelSeat::status).toList();
    }

    void close() {
        all.forEach(TunnelSeat::close);
        all.clear();
    }
}
