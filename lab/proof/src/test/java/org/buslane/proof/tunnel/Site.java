package org.buslane.proof.tunnel;

import java.util.function.Supplier;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.NetworkNamespace;
import org.buslane.proof.lane.Await;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.tunnel.bus.BusClock;
import org.buslane.tunnel.bus.BusReport;
import org.buslane.tunnel.bus.BusThread;
import org.buslane.tunnel.bus.KernelPort;
import org.buslane.tunnel.bus.PortState;
import org.buslane.tunnel.bus.TunnelStatus;

/** A machine of two: a network namespace with an address, a bus {@code can0}, and its thread. */
final class Site implements AutoCloseable {
    private final Namespace namespace = Namespace.create();
    private final Buses buses = Buses.in(namespace);
    private BusThread bus;

    Site() {
        buses.vcan("can0");
        bus = start();
    }

    /** What a thread opens is of the namespace of the one that started it. */
    private BusThread start() {
        return inside(() -> BusThread.start(new KernelPort("can0", 0), BusClock.real()));
    }

    <T> T inside(Supplier<T> task) {
        try (NetworkNamespace inside = NetworkNamespace.open(namespace.file())) {
            return inside.run(task);
        }
    }

    Namespace namespace() {
        return namespace;
    }

    Buses buses() {
        return buses;
    }

    Candump dump() {
        return buses.dump("can0");
    }

    String run(String words) {
        return namespace.run(words.split(" ", -1));
    }

    void open(TunnelKind kind) {
        bus.open(new TunnelSpec("tunnel", "can0", kind)).join();
    }

    /** Another process of the same machine, which knows nothing of the first one. */
    BusThread stranger(TunnelKind kind) {
        BusThread stranger = start();
        stranger.open(new TunnelSpec("stranger", "can0", kind)).join();
        return stranger;
    }

    /** Its process dies and another begins. */
    void restart(TunnelKind kind) {
        bus.close();
        bus = start();
        open(kind);
    }

    BusReport report() {
        return bus.report().join();
    }

    TunnelStatus tunnel() {
        return report().tunnels().getFirst();
    }

    /** The only one. */
    PeerReport peer() {
        return tunnel().report().peers().getFirst();
    }

    long count(String name) {
        return peer().counts().getOrDefault(name, -1L);
    }

    void awaitUp() {
        Await.until(() -> report().state() == PortState.UP && tunnel().report().well(), () -> report().toString());
    }

    @Override
    public void close() {
        bus.close();
        buses.close();
        namespace.close();
    }
}
