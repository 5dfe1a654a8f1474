package org.buslane.tunnel.socketcand;

import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;

/** What finds out where a server is, and never waits for it. Owned by the bus's thread. */
sealed interface Search extends AutoCloseable permits Discovery, Lookup {
    /**
     * A server that was found.
     *
     * @param name what it is called in reports
     * @param bus that it has
     */
    record Found(String name, ListenPlace place, String bus) {}

    /** For an epoll: readable when there may be an answer. */
    Descriptor descriptor();

    /**
     * The server; empty as long as there is none.
     *
     * @throws LinuxException if there will be none
     */
    Optional<Found> found();

    @Override
    void close();
}
