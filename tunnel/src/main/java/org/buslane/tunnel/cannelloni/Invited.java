package org.buslane.tunnel.cannelloni;

import java.util.Optional;
import org.buslane.tunnel.PeerReport;

/** A peer that a server expects, there or not: its account goes on over all its connections. */
final class Invited {
    private final Peer peer;
    private final StreamAccount account;
    private Optional<Guest> guest = Optional.empty();
    private String note = "it has not come yet";

    Invited(Peer peer, long now) {
        this.peer = peer;
        this.account = new StreamAccount(now);
    }

    Peer peer() {
        return peer;
    }

    StreamAccount account() {
        return account;
    }

    boolean isThere() {
        return guest.isPresent();
    }

    void came(Guest now) {
        guest = Optional.of(now);
    }

    /** A connection of it has ended. One that was not the first leaves its counts here. */
    void left(Guest gone) {
        note = gone.conversation().end();
        if (guest.filter(gone::equals).isPresent()) {
            guest = Optional.empty();
        } else {
            account.add(gone.conversation().account());
        }
    }

    PeerReport report() {
        String name = peer.place().port() == 0
                ? peer.place().toString().replaceFirst(":0$", "")
                : peer.place().toString();
        return guest.map(now -> now.report(name)).orElseGet(() -> account.report(name, false, note, 0));
    }
}
