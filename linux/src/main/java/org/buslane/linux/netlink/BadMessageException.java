package org.buslane.linux.netlink;

/** What came from a netlink socket is not what linux/netlink.h says: where, and what is there instead. */
public final class BadMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BadMessageException(String message) {
        super(message);
    }
}
