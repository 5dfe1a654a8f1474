package org.buslane.tunnel.socketcand;

import org.buslane.linux.inet.InetPlace;

/** Where a server listens. */
public sealed interface ListenPlace extends ServerPlace {
    /** TCP. */
    record Tcp(InetPlace place) implements ListenPlace {
        @Override
        public String toString() {
            return place + "/tcp";
        }
    }

    /** A unix socket: a path that begins with {@code /}, else a name of the abstract kind. */
    record Unix(String name) implements ListenPlace {
        public boolean isAbstract() {
            return !name.startsWith("/");
        }

        @Override
        public String toString() {
            return isAbstract() ? "unix @" + name : "unix " + name;
        }
    }
}
