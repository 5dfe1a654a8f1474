package org.buslane.virtual;

/**
 * A bus now.
 *
 * @param frames published on it so far
 * @param sockets bound to it
 */
public record BusStatus(String name, BusKind kind, boolean up, long frames, int sockets) {}
