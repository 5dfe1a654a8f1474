package org.buslane.linux.netlink;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network interface as the kernel described it.
 *
 * @param index its number, in its namespace
 * @param kind such as {@code vcan}, {@code vxcan}, {@code can}; empty for one without, such as {@code lo}
 * @param hardware ARPHRD_ of linux/if_arp.h
 * @param flags IFF_ bits of linux/if.h
 * @param mtu in bytes
 * @param alias what somebody wrote down about it
 * @param peer the index of a pair's other end, in the namespace that {@code peerNamespace} says
 * @param peerNamespace the number that this namespace has for the other end's; empty if it is this one
 * @param master the index of the bridge or such it is a part of
 * @param queueLength in frames
 */
public record Link(
        int index,
        String name,
        Optional<String> kind,
        int hardware,
        int flags,
        int mtu,
        Optional<String> alias,
        OptionalInt peer,
        OptionalInt peerNamespace,
        OptionalInt master,
        int queueLength,
        LinkStatistics statistics) {
    private static final int IFF_UP = 0x1;
    private static final int IFF_LOWER_UP = 0x10000;
    private static final int IFF_ECHO = 0x40000;
    private static final int ARPHRD_CAN = 280;

    /** Whether somebody set it up. */
    public boolean isUp() {
        return (flags & IFF_UP) != 0;
    }

    /** Whether something is at the other end, which for a vxcan is: both ends are up. */
    public boolean hasCarrier() {
        return (flags & IFF_LOWER_UP) != 0;
    }

    /** Whether it echoes by itself what was sent. A vxcan that says so, before 5.18, does not. */
    public boolean echoes() {
        return (flags & IFF_ECHO) != 0;
    }

    /** Whether CAN frames go through it, whatever its kind. */
    public boolean isCan() {
        return hardware == ARPHRD_CAN;
    }
}
