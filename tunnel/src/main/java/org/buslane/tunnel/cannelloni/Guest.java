package org.buslane.tunnel.cannelloni;

import java.util.Optional;
import org.buslane.linux.inet.InetPlace;
import org.buslane.tunnel.PeerReport;

/**
 * One that is connected to a server.
 *
 * @param place where it came from
 * @param invited empty if it is none of the server's peers
 */
record Guest(InetPlace place, Optional<Invited> invited, Conversation conversation) {
    PeerReport report(String name) {
        boolean well = conversation.isOpen();
        return conversation.account().report(name, well, well ? "" : "it has not greeted yet", conversation.waiting());
    }

    /** Whether its own account is that of the invited peer. */
    boolean isFirst() {
        return invited.filter(peer -> peer.account() == conversation.account()).isPresent();
    }
}
