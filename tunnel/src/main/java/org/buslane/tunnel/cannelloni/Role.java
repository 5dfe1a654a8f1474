package org.buslane.tunnel.cannelloni;

/** Who begins a connection. */
public enum Role {
    /** Listens; any number of peers may come. */
    SERVER,
    /** Connects, again and again if it has to. */
    CLIENT
}
