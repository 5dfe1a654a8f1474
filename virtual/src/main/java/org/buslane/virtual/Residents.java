package org.buslane.virtual;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.buslane.linux.Epoll;
import org.jspecify.annotations.Nullable;

/** The residents there are, each at its place. Owned by the gateway's thread. */
final class Residents implements AutoCloseable {
    static final int MOST = 1024;

    private final Buses buses;
    private final Relay relay;
    private final @Nullable ResidentSeat[] seats = new @Nullable ResidentSeat[MOST];

    Residents(Buses buses, Relay relay) {
        this.buses = buses;
        this.relay = relay;
    }

    /** Those that are not wanted as they are end. */
    void closeAllBut(List<ResidentSpec> wanted) {
        all().filter(seat -> !wanted.contains(seat.spec())).toList().forEach(seat -> {
            seats[seat.place()] = null;
            seat.close();
        });
    }

    /** Those that are wanted and are not there begin. */
    void open(List<ResidentSpec> wanted, Epoll epoll) {
        List<ResidentSpec> there = all().map(ResidentSeat::spec).toList();
        for (ResidentSpec spec : wanted) {
            if (!there.contains(spec)) {
                VirtualBus bus = buses.named(spec.bus()).orElseThrow();
                int place = free();
                seats[place] = new ResidentSeat(spec, place, bus, relay, epoll);
            }
        }
    }

    private int free() {
        for (int place = 0; place < MOST; place++) {
            if (seats[place] == null) {
                return place;
            }
        }
        throw new IllegalStateException("more than %d residents".formatted(MOST)); // VirtualConfig has checked it
    }

    void busChanged(VirtualBus bus) {
        all().forEach(seat -> seat.busChanged(bus));
    }

    /** Empty if it is gone. */
    Optional<ResidentSeat> at(int place) {
        return Optional.ofNullable(seats[place]);
    }

    List<ResidentStatus> status() {
        return all().map(ResidentSeat::status).toList();
    }

    private Stream<ResidentSeat> all() {
        return Stream.of(seats).flatMap(Stream::ofNullable);
    }

    @Override
    public void close() {
        closeAllBut(List.of());
    }
}
