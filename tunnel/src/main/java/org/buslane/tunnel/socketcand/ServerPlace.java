package org.buslane.tunnel.socketcand;

/** Where a client's server is. */
public sealed interface ServerPlace permits ListenPlace, ServerPlace.Named {
    /** A host by its name, which is asked for anew before each connection: it may have moved meanwhile. */
    record Named(String host, int port) implements ServerPlace {
        private static final int LAST_PORT = 65_535;

        public Named {
            if (host.isBlank() || port < 1 || port > LAST_PORT) {
                throw new IllegalArgumentException(
                        "a client needs its server's name and port, not '%s' and %d".formatted(host, port));
            }
        }

        @Override
        public String toString() {
            return host + ":" + port + "/tcp";
        }
    }
}
