package org.buslane.linux.netlink;

import java.util.Optional;

/**
 * A rate in the kernel, of a filter's own or shared.
 *
 * @param index its number in the namespace, of 32 bits
 * @param police what it does; empty if it cannot be said here, as one by bytes
 * @param filters how many have it; 0 only for one that was made without a filter, which stays until it is deleted
 */
public record InstalledPolice(int index, Optional<Police> police, int filters, ActionCounters counters) {}
