package org.buslane.node.tunnels;

import org.buslane.linux.LinuxException;
import org.buslane.linux.NetworkInterfaces;
import org.buslane.node.NodeException;
import org.buslane.node.client.OpenBus;
import org.buslane.node.folder.Caller;
import org.buslane.tunnel.bus.BusPort;
import org.buslane.virtual.client.BusSocket;

/**
 * The bus that a typed name means: the one that a gateway has declared, else the kernel's interface.
 *
 * @param isVirtual whether it is a gateway's
 * @param words which of both it is, for people
 */
record TypedBus(BusPort port, boolean isVirtual, String words) {
    /** @throws NodeException if it is neither */
    static TypedBus named(String name, Caller caller) {
        try {
            return virtual(name, caller);
        } catch (NodeException noGateway) {
            if (isThere(name, caller)) {
                return kernel(name, name + ", an interface of the kernel's");
            }
            throw new NodeException("there is no interface " + name + ", and " + noGateway.getMessage(), noGateway);
        }
    }

    /**
     * The same; a name that nothing has yet is one of the lane that the caller was told of, else an interface of the
     * kernel's, and may still come.
     */
    static TypedBus expected(String name, Caller caller) {
        try {
            return virtual(name, caller);
        } catch (NodeException | LinuxException notYet) {
            if (isThere(name, caller)) {
                return kernel(name, name + ", an interface of the kernel's");
            }
            String lane = caller.absolute(OpenBus.SOCKET);
            return lane.isEmpty()
                    ? kernel(name, name + ", an interface of the kernel's that is not there yet")
                    : lane(name, caller, "%s, a virtual bus that %s has not yet".formatted(name, lane));
        }
    }

    private static boolean isThere(String name, Caller caller) {
        return NetworkInterfaces.exists(caller.root().resolve("sys"), name);
    }

    private static TypedBus virtual(String name, Caller caller) {
        try (BusSocket there = open(name, caller)) {
            return lane(name, caller, "%s, a virtual bus of the gateway at %s".formatted(name, there.name()));
        }
    }

    private static TypedBus lane(String name, Caller caller, String words) {
        return new TypedBus(new LanePort(name, () -> open(name, caller)), true, words);
    }

    private static TypedBus kernel(String name, String words) {
        return new TypedBus(Tunnels.kernelPort(name), false, words);
    }

    private static BusSocket open(String name, Caller caller) {
        return OpenBus.open(caller, name).socket();
    }
}
