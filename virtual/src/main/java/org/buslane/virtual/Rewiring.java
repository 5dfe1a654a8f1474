package org.buslane.virtual;

import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * From the buses and lanes there are to those of another configuration, between two batches. What can fail
 * comes first and is taken back if it does; what ends for programs comes last. A gateway that is killed on the
 * way leaves lanes that are whole, each in the store or not, and the next one does what is left. On the
 * gateway's thread, used once.
 */
final class Rewiring {
    private static final System.Logger LOG = System.getLogger(Rewiring.class.getName());

    private final Switchboard board;
    private final Buses buses;
    private final LaneSockets sockets;
    private final Watch watch;
    private final Residents residents;
    private final long now;
    private final List<VirtualBus> newBuses = new ArrayList<>();
    private final List<Lane> newLanes = new ArrayList<>();

    /** @param now of the clock that rates are judged by */
    Rewiring(Switchboard board, Buses buses, LaneSockets sockets, Watch watch, Residents residents, long now) {
        this.board = board;
        this.buses = buses;
        this.sockets = sockets;
        this.watch = watch;
        this.residents = residents;
        this.now = now;
    }

    /** The lanes there are afterwards, as they are declared. */
    List<Lane> apply(VirtualConfig after) {
        try {
            open(after);
        } catch (RuntimeException | Error e) {
            newLanes.forEach(this::closeWatched);
            newBuses.forEach(buses::remove);
            throw e;
        }
        residents.closeAllBut(after.residents());
        changeKinds(after);
        List<Lane> lanes = new ArrayList<>();
        for (LaneSpec spec : after.lanes()) {
            board.lane(spec.name())
                    .ifPresentOrElse(lane -> lanes.add(changed(lane, spec)), () -> lanes.add(opened(spec)));
        }
        board.lanes().stream().filter(lane -> !lanes.contains(lane)).forEach(this::end);
        Set<String> names = new HashSet<>();
        after.buses().forEach(bus -> names.add(bus.name()));
        buses.all().stream().filter(bus -> !names.contains(bus.name())).forEach(buses::remove);
        return lanes;
    }

    private void open(VirtualConfig after) {
        for (BusSpec spec : after.buses()) {
            if (buses.named(spec.name()).isEmpty()) {
                newBuses.add(buses.add(spec));
            }
        }
        for (LaneSpec spec : after.lanes()) {
            board.lane(spec.name()).ifPresentOrElse(lane -> permit(lane, spec), () -> {
                Lane lane = open(spec);
                watch.begin(lane);
                newLanes.add(lane);
            });
        }
    }

    private Lane open(LaneSpec spec) {
        try {
            return sockets.open(spec, Link.of(spec, buses, now));
        } catch (RuntimeException e) {
            discard(spec, e);
            throw e;
        }
    }

    private void discard(LaneSpec spec, RuntimeException cause) {
        try {
            sockets.discard(spec.name());
        } catch (UncheckedIOException e) {
            cause.addSuppressed(e);
        }
    }

    private void permit(Lane lane, LaneSpec spec) {
        if (lane.spec().mode() != spec.mode()) {
            sockets.permit(lane, spec.mode());
        }
    }

    private void changeKinds(VirtualConfig after) {
        for (BusSpec spec : after.buses()) {
            buses.named(spec.name()).filter(bus -> bus.kind() != spec.kind()).ifPresent(bus -> {
                bus.change(spec);
                board.lanes().stream().filter(lane -> lane.to(bus).isPresent()).forEach(Lane::showLinks);
            });
        }
    }

    private Lane opened(LaneSpec spec) {
        return newLanes.stream()
                .filter(lane -> lane.name().equals(spec.name()))
                .findFirst()
                .orElseThrow();
    }

    private Lane changed(Lane lane, LaneSpec spec) {
        if (!lane.spec().equals(spec)) {
            lane.change(spec, links(lane, spec));
            board.connections()
                    .filter(connection -> connection.lane() == lane)
                    .forEach(connection -> connection.rebind(board.relay().delivery()));
        }
        return lane;
    }

    /** An interface to the same bus is the same interface. */
    private List<Link> links(Lane lane, LaneSpec spec) {
        List<Link> links = new ArrayList<>();
        for (LaneSpec.LinkSpec link : spec.links()) {
            VirtualBus bus = buses.named(link.bus()).orElseThrow();
            Link made = lane.to(bus).orElseGet(() -> new Link(link, bus, now));
            made.change(link, now);
            links.add(made);
        }
        return links;
    }

    private void closeWatched(Lane lane) {
        watch.end(lane);
        close(lane);
    }

    private void end(Lane lane) {
        board.connections()
                .filter(connection -> connection.lane() == lane)
                .toList()
                .forEach(connection -> {
                    watch.end(connection);
                    board.close(connection);
                });
        closeWatched(lane);
    }

    /** What stays behind in the file system is no reason to stop halfway. */
    private void close(Lane lane) {
        try {
            sockets.close(lane);
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, "lane {0} has ended and left something behind: {1}", lane.name(), e.getMessage());
        }
    }
}
