package org.buslane.virtual;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.Mapping;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.virtual.raw.RawSocket;
import org.buslane.virtual.session.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Which programs are connected to which lanes and buses. Every connection has a numbered slot in
 * {@link GatewayMemory} and is kept in the store under that number. Owned by the gateway's thread.
 */
final class Switchboard implements AutoCloseable {
    private final DescriptorStore store;
    private final Mapping mapping;
    private final GatewayMemory memory;
    private final Buses buses;
    private final LaneSockets laneSockets;
    private final LongSupplier monotonic;
    private final Journal journal;
    private final Relay relay;
    private final Residents residents;
    private final boolean resumed;
    private final @Nullable Connection[] connections;
    private VirtualConfig config;
    private List<Lane> lanes;
    private int lowestFree;

    private Switchboard(
            DescriptorStore store,
            Inheritance inheritance,
            Mapping mapping,
            VirtualConfig config,
            Buses buses,
            LaneSockets laneSockets,
            List<Lane> lanes,
            Setup setup) {
        this.store = store;
        this.mapping = mapping;
        this.memory = new GatewayMemory(mapping.memory());
        this.config = config;
        this.buses = buses;
        this.monotonic = setup.monotonic();
        this.laneSockets = laneSockets;
        this.lanes = List.copyOf(lanes);
        this.resumed = memory.isContinued();
        Optional<Takeover> left = resumed ? Optional.of(new Takeover(memory)) : Optional.empty();
        this.connections = new Connection[setup.sockets()];
        this.journal = setup.journal().apply(memory);
        this.relay = new Relay(memory, journal, setup);
        this.residents = new Residents(buses, relay);
        memory.begin();
        if (resumed) {
            memory.tookOver();
        }
        left.ifPresent(relay::hold);
        left.ifPresent(this::takeBackLeaving);
        adopt(inheritance);
        left.ifPresent(this::resume);
    }

    static Switchboard open(VirtualConfig config, Path runFolder, DescriptorStore store, Setup setup) {
        Inheritance inheritance = new Inheritance(store);
        Mapping mapping = inheritance.memory();
        GatewayMemory memory = new GatewayMemory(mapping.memory());
        Buses buses = new Buses(memory, config.buses());
        LaneSockets sockets = new LaneSockets(runFolder, inheritance, memory);
        sockets.reserve(config.lanes().stream().map(LaneSpec::name).toList());
        long now = setup.monotonic().getAsLong();
        try {
            List<Lane> lanes = new ArrayList<>();
            for (LaneSpec lane : config.lanes()) {
                lanes.add(sockets.open(lane, Link.of(lane, buses, now)));
            }
            sockets.removeUndeclared();
            return new Switchboard(store, inheritance, mapping, config, buses, sockets, lanes, setup);
        } catch (RuntimeException | Error e) {
            sockets.leave();
            mapping.close();
            throw e;
        }
    }

    /** A socket that is still there is to leave anew, and its counts are to be added once. */
    private void takeBackLeaving(Takeover left) {
        int number = left.journal().leaving();
        if (number >= 0) {
            SocketSlot slot = new SocketSlot(memory, number);
            if (slot.isInUse()) {
                laneSockets.counts(slot.lane()).ifPresent(counts -> counts.restore(left.journal()));
            }
            journal.left();
        }
    }

    private void adopt(Inheritance inheritance) {
        for (int number = 0; number < connections.length; number++) {
            SocketSlot slot = new SocketSlot(memory, number);
            if (!slot.isInUse()) {
                continue;
            }
            Optional<UnixSocket> socket = inheritance.take(storeName(number)).map(UnixSocket::new);
            Optional<Lane> lane = lane(slot.lane());
            if (socket.isPresent() && lane.isPresent()) {
                resume(number, socket.get(), lane.get(), slot);
            } else {
                release(number, slot);
                socket.ifPresent(UnixSocket::close);
                store.forget(storeName(number));
            }
        }
        inheritance.closeRest();
    }

    /** Also if its lane is not declared any more: it may come again. */
    private void release(int number, SocketSlot slot) {
        laneSockets.counts(slot.lane()).ifPresentOrElse(counts -> counts.absorb(number, slot, journal), slot::release);
    }

    private void resume(int number, UnixSocket socket, Lane lane, SocketSlot slot) {
        Connection connection = new Connection(number, socket, lane, slot, slot.restore());
        connections[number] = connection;
        if (slot.protocol() == Protocol.RAW) {
            connection.rebind(relay.delivery());
        } else {
            relay.sessions().resume(connection, relay.delivery());
        }
    }

    private void resume(Takeover left) {
        if (left.journal().isSpeaking()) {
            int rank = left.journal().rank();
            Connection to = rank < 0 || rank >= connections.length ? null : connections[rank];
            if (to != null) {
                relay.settle(left, to.slot());
            }
            return;
        }
        int source = left.journal().source();
        Connection from = source < 0 ? null : connections[source];
        if (from != null) {
            relay.resume(left, from);
        }
    }

    /** Those that are declared begin now. */
    Residents furnish(Epoll epoll) {
        residents.open(config.residents(), epoll);
        return residents;
    }

    Relay relay() {
        return relay;
    }

    List<Lane> lanes() {
        return lanes;
    }

    /** The lane of this place; null if it is gone. */
    @Nullable
    Lane laneAt(int place) {
        for (Lane lane : lanes) {
            if (lane.place() == place) {
                return lane;
            }
        }
        return null;
    }

    Optional<Lane> lane(String name) {
        return lanes.stream().filter(lane -> lane.name().equals(name)).findFirst();
    }

    /** The connection of this number; null if it is gone. Asked for every event, so it is no Optional. */
    @Nullable
    Connection connection(int number) {
        return connections[number];
    }

    Stream<Connection> connections() {
        return Stream.of(connections).flatMap(Stream::ofNullable);
    }

    /** A program has come to a lane. Empty, and nothing has happened, if there is no room for it. */
    Optional<Connection> connect(Lane lane, UnixSocket socket) {
        if (lane.connections() >= mostOfALane()) {
            return Optional.empty();
        }
        int number = lowestFree;
        while (number < connections.length && connections[number] != null) {
            number++;
        }
        if (number == connections.length) {
            return Optional.empty();
        }
        lowestFree = number + 1;
        SocketSlot slot = new SocketSlot(memory, number);
        RawSocket raw = new RawSocket();
        Connection connection = new Connection(number, socket, lane, slot, raw);
        slot.take(lane.name(), raw);
        connections[number] = connection;
        store.keep(storeName(number), socket.descriptor());
        return Optional.of(connection);
    }

    /** Where there are others, one lane must leave room for them. */
    private int mostOfALane() {
        return lanes.size() < 2 ? connections.length : connections.length - connections.length / 4;
    }

    void close(Connection connection) {
        connections[connection.rank()] = null;
        lowestFree = Math.min(lowestFree, connection.rank());
        connection.close();
        connection.lane().counts().absorb(connection.rank(), connection.slot(), journal);
        store.forget(storeName(connection.rank()));
    }

    /** NETDEV_DOWN in raw_notify() of net/can/raw.c: sockets bound to this very interface get ENETDOWN. */
    boolean up(String name, boolean up) {
        Optional<VirtualBus> bus = buses.named(name);
        bus.ifPresent(known -> up(known, up));
        return bus.isPresent();
    }

    private void up(VirtualBus bus, boolean up) {
        if (bus.isUp() != up) {
            bus.up(up);
            lanes.forEach(lane -> lane.busChanged(bus));
            residents.busChanged(bus);
            if (!up) {
                connections()
                        .filter(connection -> connection.session().isEmpty() && connection.isBoundTo(bus))
                        .forEach(connection -> connection.raise(Errno.ENETDOWN, 0));
                connections().forEach(connection -> connection.session().ifPresent(seat -> seat.down(bus)));
            }
        }
    }

    /** What would have to change for everything to be as {@code after} says. */
    VirtualChange difference(VirtualConfig after) {
        return VirtualChange.between(config, after);
    }

    /**
     * Changes what is other than {@code after} says, and nothing else.
     *
     * @throws LinuxException or {@link java.io.UncheckedIOException} if a lane cannot be opened; then all is as it was
     */
    VirtualChange change(VirtualConfig after, Watch watch) {
        VirtualChange change = difference(after);
        lanes = new Rewiring(this, buses, laneSockets, watch, residents, monotonic.getAsLong()).apply(after);
        config = after;
        return change;
    }

    GatewayStatus status(long refused) {
        List<LaneStatus> laneStatus = lanes.stream()
                .map(lane -> lane.status(connections()
                        .filter(connection -> connection.lane() == lane)
                        .map(Connection::status)
                        .toList()))
                .toList();
        return new GatewayStatus(
                buses.all().stream().map(VirtualBus::status).toList(),
                laneStatus,
                residents.status(),
                refused,
                resumed,
                memory.takeovers());
    }

    private static String storeName(int number) {
        return "socket-" + number;
    }

    /** Closes descriptors and nothing else. */
    void leave() {
        residents.close();
        connections().forEach(connection -> connection.socket().close());
        laneSockets.leave();
        mapping.close();
    }

    @Override
    public void close() {
        residents.close();
        connections().toList().forEach(this::close);
        lanes.forEach(laneSockets::close);
        mapping.close();
    }
}
