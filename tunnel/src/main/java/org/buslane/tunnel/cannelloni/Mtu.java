package org.buslane.tunnel.cannelloni;

import org.buslane.linux.inet.InetPlace;

/** How large the packets to a peer may be. */
public final class Mtu {
    /** What Ethernet carries, and what cannelloni assumes if nothing is said. */
    public static final int USUAL = 1500;

    /** The smallest that cannelloni takes for {@code -m}. */
    public static final int LEAST = 100;

    /** The largest there is: {@code -m} is read as 16 bits. */
    public static final int MOST = 0xffff;

    private static final int IPV4_AND_UDP = 28;
    private static final int IPV6_AND_UDP = 48;

    private Mtu() {}

    static void require(int mtu) {
        if (mtu < LEAST || mtu > MOST) {
            throw new IllegalArgumentException("an MTU is %d to %d bytes, not %d".formatted(LEAST, MOST, mtu));
        }
    }

    /** What a UDP datagram to that place may have. cannelloni reads as many bytes as its MTU, and loses the rest. */
    static int payload(int mtu, InetPlace place) {
        return mtu - (place.isIpv6() ? IPV6_AND_UDP : IPV4_AND_UDP);
    }
}
