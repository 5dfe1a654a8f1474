package org.buslane.lab;

import org.buslane.virtual.client.BusSocket;

/**
 * A bus of the host's that the guest is to have.
 *
 * @param mtu of the guest's interface: 16, 72 or 2060 bytes
 * @param socket bound to it, with every kind of frame that it carries; the lab's from now on
 */
public record Join(String name, int mtu, BusSocket socket) {
    public Join {
        LabRequest.requireName(name);
    }
}
