package org.buslane.core.bus;

/**
 * Who put frames on a bus. The bus is the wire; what the kernel calls the local host is a lane, so
 * frames are local to the ports of the same host and come from outside for all others.
 */
public interface Origin {
    /** Compared by identity: ports of the same host see these frames as sent locally. */
    Object host();

    /** CAN_RAW_LOOPBACK: whether ports of the same host see these frames at all. */
    boolean loopback();
}
