package org.buslane.node.client;

import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.wire.InterfaceTable.Entry;

/**
 * A bus of this machine's gateway, opened for whoever passes its frames on: every kind that it carries, error frames
 * too.
 *
 * @param mtu 16, 72 or 2060 bytes
 * @param socket bound to it; the receiver's to close
 */
public record OpenBus(String name, int mtu, BusSocket socket) {
    /** The variable that names a lane's bus.sock. */
    public static final String SOCKET = LocalBus.SOCKET;

    /** CAN_ERR_MASK of linux/can.h. */
    private static final int ALL_ERRORS = 0x1fffffff;

    /** Bytes that may wait while the reader does something else; the kernel may grant less. */
    private static final int QUEUE = 4 << 20;

    /** @throws NodeException if no gateway is running, or there is no such bus */
    public static OpenBus open(Caller caller, String name) {
        LocalBus bus = LocalBus.attach(caller);
        try {
            Entry entry = bus.named(name, caller);
            bus.socket().errorMask(ALL_ERRORS);
            bus.socket().queue(QUEUE);
            bus.use(entry);
            return new OpenBus(name, entry.mtu(), bus.socket());
        } catch (RuntimeException e) {
            bus.close();
            throw e;
        }
    }
}
