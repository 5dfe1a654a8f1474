package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.core.policy.Policy;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.peer.Delivery;
import org.buslane.tunnel.peer.EchoBreaker;

/**
 * What a peer says, from its wire to the bus and to the others. Owned by the bus's thread; nothing is allocated for a
 * frame.
 */
final class Intake implements AutoCloseable {
    /** Who else gets it: bit i of {@code passed} stands for frame i of the batch. */
    interface Relay {
        void relay(FrameBatch batch, long passed);
    }

    private final Delivery delivery;
    private final Wire wire;
    private final Ledger received;
    private final EchoBreaker breaker;
    private final Gate gate;
    private final Relay relay;
    private final Arena arena = Arena.ofShared();
    private final FrameBatch batch =
            new FrameBatch(arena.allocate((long) FrameBatch.CAPACITY * FrameLayout.FD_SIZE, 8), FrameLayout.FD_SIZE);

    Intake(BusSide side, Settings settings, Policy policy, Wire wire, StreamAccount account, Relay relay) {
        this.delivery = new Delivery(side, settings::expiry);
        this.wire = wire;
        this.received = account.received();
        this.breaker = account.breaker();
        this.gate = new Gate(policy, Access.WRITE, side.now());
        this.relay = relay;
    }

    /** Says all frames of what the wire has read. @return whether the connection is of use still */
    boolean take() {
        int count = 0;
        FrameReader.Found found = FrameReader.Found.FRAME;
        while (found != FrameReader.Found.SHORT && found != FrameReader.Found.HOSTILE) {
            found = wire.next(batch.memory(), (long) count * batch.stride());
            if (found == FrameReader.Found.FRAME) {
                batch.size(count++, wire.size());
            } else if (found == FrameReader.Found.NO_FRAME) {
                received.in(1);
                received.dropped(DropReason.INVALID, 1);
            }
            if (count == FrameBatch.CAPACITY) {
                say(count);
                count = 0;
            }
        }
        say(count);
        return found == FrameReader.Found.SHORT;
    }

    private void say(int count) {
        batch.count(count);
        if (count == 0) {
            return;
        }
        received.in(count);
        long passed = delivery.say(batch, gate, breaker, received);
        if (passed != 0) {
            relay.relay(batch, passed);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
