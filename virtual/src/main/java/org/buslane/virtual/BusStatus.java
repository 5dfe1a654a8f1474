package org.buslane.virtual;

/**
 * A bus now.
 *
 * @param frames published since the gateway started
 * @param sockets bound to it
 */
public record BusStatus(String name, BusKind kind, boolean up, long frames, int sockets) {}
