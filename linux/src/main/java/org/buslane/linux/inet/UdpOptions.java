package org.buslane.linux.inet;

/**
 * How a {@link UdpSocket} is to be.
 *
 * @param room the longest datagram it receives, in bytes; of a longer one the rest is lost
 * @param receiveBuffer SO_RCVBUF in bytes, of which the kernel takes at most net.core.rmem_max and doubles it; 0 leaves
 *     its default
 * @param sendBuffer SO_SNDBUF in bytes, 0 as above
 */
public record UdpOptions(int room, int receiveBuffer, int sendBuffer) {
    /** What UDP's 16-bit length leaves: RFC 768. */
    private static final int MAX = 65_535;

    public UdpOptions {
        if (room < 1 || room > MAX) {
            throw new IllegalArgumentException("a datagram has 1 to %d bytes, not %d".formatted(MAX, room));
        }
        if (receiveBuffer < 0 || sendBuffer < 0) {
            throw new IllegalArgumentException(
                    "buffers of %d and %d bytes cannot be".formatted(receiveBuffer, sendBuffer));
        }
    }
}
