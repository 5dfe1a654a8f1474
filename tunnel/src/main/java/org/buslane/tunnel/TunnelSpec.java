package org.buslane.tunnel;

/**
 * A tunnel as it is declared.
 *
 * @param name what status and reload call it
 * @param bus the bus it carries
 */
public record TunnelSpec(String name, String bus, TunnelKind kind) {}
