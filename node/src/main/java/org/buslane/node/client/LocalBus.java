package org.buslane.node.client;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkInterfaces;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.folder.Caller;
import org.buslane.node.folder.RunFolders;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.wire.InterfaceTable.Entry;

/** A command's socket on the local lane, and the interface it is about. */
final class LocalBus implements AutoCloseable {
    /** What candump takes for every interface at once. */
    static final String ANY = "any";

    /** A lane's bus.sock. */
    static final String SOCKET = "BUSLANE_SOCKET";

    private static final int FD_MTU = 72;
    private static final int XL_MTU = 2060;

    private final BusSocket socket;
    private final List<Entry> interfaces;

    private LocalBus(BusSocket socket) {
        this.socket = socket;
        this.interfaces = socket.interfaces();
    }

    /**
     * To the lane that BUSLANE_SOCKET names, as the preload layer does, which is how a container has one; else to the local
     * one of the gateway that runs.
     *
     * @throws NodeException if no gateway is running
     */
    static LocalBus attach(Caller caller) {
        String told = caller.absolute(SOCKET);
        BusSocket socket =
                told.isEmpty() ? RunFolders.live(caller, LocalBus::connect) : BusSocket.connect(Path.of(told));
        try {
            return new LocalBus(socket);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    BusSocket socket() {
        return socket;
    }

    /** All interfaces of the lane, as they were when it was attached. */
    List<Entry> interfaces() {
        return interfaces;
    }

    /**
     * The interface of this name: the bus that is declared, not the kernel's interface of the same name.
     *
     * @throws NodeException if there is none
     */
    Entry named(String bus, Caller caller) {
        for (Entry entry : interfaces) {
            if (entry.name().equals(bus)) {
                return entry;
            }
        }
        StringBuilder there = new StringBuilder();
        for (Entry entry : interfaces) {
            there.append(there.isEmpty() ? "" : ", ").append(entry.name());
        }
        if (NetworkInterfaces.exists(caller.root().resolve("sys"), bus)) {
            throw new NodeException(
                    bus + " is an interface of the kernel, and this version reaches virtual buses only: " + there);
        }
        throw new NodeException("there is no bus '" + bus + "'; there is " + there);
    }

    /** Sends and hears on this interface every kind of frame that it carries. */
    void use(Entry entry) {
        socket.fd(entry.mtu() >= FD_MTU);
        socket.xl(entry.mtu() >= XL_MTU);
        socket.bind(entry.index());
    }

    /** Hears every interface, each with every kind of frame that it carries. */
    void useAll() {
        socket.fd(true);
        socket.xl(true);
        socket.bind(0);
    }

    @Override
    public void close() {
        socket.close();
    }

    private static Optional<BusSocket> connect(Path folder) {
        try {
            return Optional.of(BusSocket.connect(RunFolders.busSocket(folder, GatewayConfig.LOCAL)));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT) || e.is(Errno.ECONNREFUSED)) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
