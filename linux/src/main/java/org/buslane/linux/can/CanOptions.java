package org.buslane.linux.can;

import java.util.List;

/**
 * How a CAN_RAW socket is to be; see "RAW protocol sockets" in the kernel's Documentation/networking/can.rst.
 *
 * @param fd whether it receives and sends FD frames besides classic ones: CAN_RAW_FD_FRAMES
 * @param xl whether it does so with XL frames too, if the kernel can: CAN_RAW_XL_FRAMES, since Linux 6.1
 * @param errorClasses error frames of these classes are received: CAN_RAW_ERR_FILTER, bits of linux/can/error.h
 * @param ownFrames whether it receives what it sent itself: CAN_RAW_RECV_OWN_MSGS
 * @param loopback whether other sockets of this host receive what it sends: CAN_RAW_LOOPBACK
 * @param timestamps whether frames carry when they were received: SO_TIMESTAMPNS
 * @param filters without any it receives no frames but error frames
 * @param receiveBuffer SO_RCVBUF in bytes, of which the kernel takes at most net.core.rmem_max, but from who has
 *     CAP_NET_ADMIN all, and doubles it; 0 leaves its default. A classic frame takes some 800 bytes of what is doubled
 * @param sendBuffer SO_SNDBUF in bytes, 0 as above
 */
public record CanOptions(
        boolean fd,
        boolean xl,
        int errorClasses,
        boolean ownFrames,
        boolean loopback,
        boolean timestamps,
        List<CanFilter> filters,
        int receiveBuffer,
        int sendBuffer) {
    /** CAN_ERR_MASK: error frames of every class. */
    public static final int ALL_ERRORS = 0x1fffffff;

    /** CAN_RAW_FILTER_MAX of linux/can/raw.h. */
    public static final int MAX_FILTERS = 512;

    private static final CanOptions CLASSIC =
            new CanOptions(false, false, 0, false, true, false, List.of(CanFilter.ALL), 0, 0);

    public CanOptions {
        filters = List.copyOf(filters);
        if (filters.size() > MAX_FILTERS) {
            throw new IllegalArgumentException(
                    "%d filters, a CAN socket takes %d".formatted(filters.size(), MAX_FILTERS));
        }
        if ((errorClasses & ~ALL_ERRORS) != 0) {
            throw new IllegalArgumentException("%08X is no mask of error classes".formatted(errorClasses));
        }
        if (receiveBuffer < 0 || sendBuffer < 0) {
            throw new IllegalArgumentException(
                    "buffers of %d and %d bytes cannot be".formatted(receiveBuffer, sendBuffer));
        }
    }

    /** What a new socket of the kernel is: classic frames of others. */
    public static CanOptions classic() {
        return CLASSIC;
    }

    public CanOptions withFd() {
        return new CanOptions(
                true, xl, errorClasses, ownFrames, loopback, timestamps, filters, receiveBuffer, sendBuffer);
    }

    /** XL, and FD with it: the kernel gives XL frames to sockets that take both. */
    public CanOptions withXl() {
        return new CanOptions(
                true, true, errorClasses, ownFrames, loopback, timestamps, filters, receiveBuffer, sendBuffer);
    }

    public CanOptions withErrors(int classes) {
        return new CanOptions(fd, xl, classes, ownFrames, loopback, timestamps, filters, receiveBuffer, sendBuffer);
    }

    public CanOptions withOwnFrames() {
        return new CanOptions(fd, xl, errorClasses, true, loopback, timestamps, filters, receiveBuffer, sendBuffer);
    }

    public CanOptions withoutLoopback() {
        return new CanOptions(fd, xl, errorClasses, ownFrames, false, timestamps, filters, receiveBuffer, sendBuffer);
    }

    public CanOptions withTimestamps() {
        return new CanOptions(fd, xl, errorClasses, ownFrames, loopback, true, filters, receiveBuffer, sendBuffer);
    }

    public CanOptions withFilters(List<CanFilter> some) {
        return new CanOptions(fd, xl, errorClasses, ownFrames, loopback, timestamps, some, receiveBuffer, sendBuffer);
    }

    public CanOptions withBuffers(int receive, int send) {
        return new CanOptions(fd, xl, errorClasses, ownFrames, loopback, timestamps, filters, receive, send);
    }
}
