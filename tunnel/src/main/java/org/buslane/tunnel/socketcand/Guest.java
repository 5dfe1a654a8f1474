package org.buslane.tunnel.socketcand;

import java.net.InetAddress;
import java.util.Optional;
import org.buslane.tunnel.line.TlsHandshake;

/** A client that has no bus yet. */
sealed interface Guest {
    String name();

    /** When it has to go if it has come no further. */
    long until();

    /** Its TLS is being agreed on. */
    record Shaking(String name, Optional<InetAddress> address, TlsHandshake handshake, long until) implements Guest {}

    /**
     * It is greeted, and asks.
     *
     * @param certificate its name; empty without TLS, or if none was asked for
     */
    record Asking(String name, Optional<String> certificate, Newcomer newcomer, long until) implements Guest {}
}
