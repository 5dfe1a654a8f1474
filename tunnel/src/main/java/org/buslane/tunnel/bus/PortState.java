package org.buslane.tunnel.bus;

/** Whether a bus can be heard and spoken on. */
public enum PortState {
    UP,
    /** It is there, and somebody set it down. */
    DOWN,
    /** It is not there. */
    AWAY
}
