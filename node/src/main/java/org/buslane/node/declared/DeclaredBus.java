package org.buslane.node.declared;

import org.buslane.node.buses.BusWish;

/**
 * A bus of the kernel's that the agent keeps up as it is wanted, also when its card was unplugged.
 *
 * @param name of the interface
 */
public record DeclaredBus(String name, BusWish wish) {}
