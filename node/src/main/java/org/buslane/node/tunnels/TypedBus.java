package org.buslane.node.tunnels;

import org.buslane.linux.NetworkInterfaces;
import org.buslane.node.NodeException;
import org.buslane.node.client.OpenBus;
import org.buslane.node.folder.Caller;
import org.buslane.tunnel.bus.BusPort;
import org.buslane.virtual.client.BusSocket;

/**
 * The bus that a typed name means: the one that a gateway has declared, else the kernel's interface.
 *
 * @param words which of both it is, for people
 */
record TypedBus(BusPort port, String words) {
    /** @throws NodeException if it is neither */
    static TypedBus named(String name, Caller caller) {
        try (BusSocket there = open(name, caller)) {
            return new TypedBus(
                    new LanePort(name, () -> open(name, caller)),
                    "%s, a virtual bus of the gateway at %s".formatted(name, there.name()));
        } catch (NodeException noGateway) {
            if (NetworkInterfaces.exists(caller.root().resolve("sys"), name)) {
                return new TypedBus(Tunnels.kernelPort(name), name + ", an interface of the kernel's");
            }
            throw new NodeException("there is no interface " + name + ", and " + noGateway.getMessage(), noGateway);
        }
    }

    private static BusSocket open(String name, Caller caller) {
        return OpenBus.open(caller, name).socket();
    }
}
