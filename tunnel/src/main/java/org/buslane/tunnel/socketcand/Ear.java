package org.buslane.tunnel.socketcand;

import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Judge;
import org.buslane.core.policy.Policy;

/**
 * What a client in BCM or ISO-TP mode hears. What its mode wants is judged, so that no rate is spent on the rest; what it
 * has said itself it may hear. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class Ear {
    private final Ledger sent;
    private final Judge judge;

    /** @param sent counts what it wants and does not get */
    Ear(Policy policy, Ledger sent, long now) {
        this.sent = sent;
        this.judge = new Judge(new Gate(policy, Access.READ, now));
    }

    /** @return those that were given to the mode, of which raw mode has none */
    long hear(SessionMode mode, FrameBatch batch, long selected, boolean own, long now) {
        long wanted = mode.wants(batch, selected, own);
        long allowed = judge.allowed(batch, own ? 0 : wanted, now);
        if (wanted == 0) {
            return 0;
        }
        sent.in(Long.bitCount(judge.refused()));
        judge.count(sent);
        long passed = own ? wanted : allowed;
        if (passed != 0) {
            mode.hear(batch, passed, own, now);
        }
        return passed;
    }

    /** Of the frames heard last, those that it wants and may not read. */
    long lastDenied() {
        return judge.denied();
    }

    long lastOverRate() {
        return judge.overRate();
    }
}
