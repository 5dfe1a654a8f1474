package org.buslane.tunnel.socketcand;

import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;

/**
 * What a client in BCM or ISO-TP mode hears. What its mode wants is judged, so that no rate is spent on the rest; what it
 * has said itself it may hear. Owned by the bus's thread; nothing is allocated for a frame.
 */
final class Ear {
    private final ClientAccount account;
    private final Gate gate;
    private long lastDenied;
    private long lastOverRate;

    Ear(Policy policy, ClientAccount account, long now) {
        this.account = account;
        this.gate = new Gate(policy, Access.READ, now);
    }

    /** Its client has gone. */
    long hearNothing() {
        lastDenied = 0;
        lastOverRate = 0;
        return 0;
    }

    /** @return those that were given to the mode, of which raw mode has none */
    long hear(SessionMode mode, FrameBatch batch, long selected, boolean own, long now) {
        lastDenied = 0;
        lastOverRate = 0;
        long wanted = mode.wants(batch, selected, own);
        if (wanted == 0) {
            return 0;
        }
        long passed = own ? wanted : judge(batch, wanted, now);
        if (passed != 0) {
            mode.hear(batch, passed, own, now);
        }
        return passed;
    }

    private long judge(FrameBatch batch, long wanted, long now) {
        long passed = 0;
        for (long left = wanted; left != 0; left &= left - 1) {
            long bit = Long.lowestOneBit(left);
            switch (gate.judge(batch, Long.numberOfTrailingZeros(left), now)) {
                case DENIED -> lastDenied |= bit;
                case OVER_RATE -> lastOverRate |= bit;
                case PASS -> passed |= bit;
            }
        }
        account.refused(Long.bitCount(lastDenied), Long.bitCount(lastOverRate));
        return passed;
    }

    /** Of the frames heard last, those that it wants and may not read. */
    long lastDenied() {
        return lastDenied;
    }

    long lastOverRate() {
        return lastOverRate;
    }
}
