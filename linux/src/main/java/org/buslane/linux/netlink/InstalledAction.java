package org.buslane.linux.netlink;

import java.util.Optional;

/**
 * An action of gact's in the kernel, of a filter's own or shared: let through, dropped or counted.
 *
 * @param index its number in the namespace, of 32 bits
 * @param action what it does; empty if it cannot be said here, as one with a probability
 * @param filters how many have it; 0 only for one that was made without a filter, which stays until it is deleted
 */
public record InstalledAction(int index, Optional<TrafficAction> action, int filters, ActionCounters counters) {}
