package org.buslane.linux.netlink;

import java.util.Optional;
import org.buslane.linux.NetworkNamespace;

/**
 * An interface to be made in one step: what the kernel refuses leaves nothing. It can be up at once, the other end of
 * a pair cannot (ENOTCONN: at that time there is no pair yet).
 */
public sealed interface NewLink {
    /** The end in the namespace of the socket that asks. */
    LinkEnd here();

    boolean up();

    /** A bus of its own: what one socket sends the others of its namespace receive. */
    record Vcan(LinkEnd here, boolean up) implements NewLink {}

    /**
     * Two ends; what is sent into one is received from the other.
     *
     * @param peerNamespace where the other end is to be; here if empty
     */
    record Vxcan(LinkEnd here, boolean up, LinkEnd peer, Optional<NetworkNamespace> peerNamespace) implements NewLink {
        public Vxcan {
            if (peer.index().isPresent() && here.index().isEmpty()) {
                throw new IllegalArgumentException("the kernel takes an index for %s only together with one for %s"
                        .formatted(peer.name(), here.name()));
            }
        }
    }
}
