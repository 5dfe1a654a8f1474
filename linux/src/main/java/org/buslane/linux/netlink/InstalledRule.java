package org.buslane.linux.netlink;

/**
 * A rule in the kernel, with its counters. Each is a u32 that wraps.
 *
 * @param handled frames given to the target, whether or not its other end is up
 * @param dropped frames the target did not take: it is down, or its MTU too small
 * @param deleted frames that had been through too many rules
 */
public record InstalledRule(GatewayRule rule, long handled, long dropped, long deleted) {}
