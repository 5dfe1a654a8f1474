package org.buslane.tunnel.socketcand;

import org.buslane.linux.EventFd;
import org.buslane.tunnel.bus.BusClock;

/**
 * Where clients come in. The platform thread {@code socketcand NAME} owns the listening sockets and the clients that have
 * no bus yet.
 */
final class Reception implements AutoCloseable {
    private final EventFd wake = new EventFd();

    private Reception() {}

    static Reception start(ServerSpec spec, BusControl control, Foyer foyer, BusClock clock) {
        return new Reception();
    }

    @Override
    public void close() {
        wake.close();
    }
}
