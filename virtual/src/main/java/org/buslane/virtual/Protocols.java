package org.buslane.virtual;

import java.util.Optional;
import java.util.function.Function;
import org.buslane.virtual.isotp.IsoTpSession;
import org.buslane.virtual.session.BcmSession;
import org.buslane.virtual.session.Protocol;
import org.buslane.virtual.session.Session;
import org.buslane.virtual.session.SessionHost;

/** The protocols above frames that a program's socket may speak. */
interface Protocols {
    /** What makes a session; empty for a protocol that there is none of. */
    Optional<Function<SessionHost, Session>> of(int protocol);

    static Protocols all() {
        return protocol -> switch (protocol) {
            case Protocol.BCM -> Optional.of(BcmSession::new);
            case Protocol.ISOTP -> Optional.of(IsoTpSession::new);
            default -> Optional.empty();
        };
    }
}
