package org.buslane.tunnel.cannelloni;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.policy.Gate;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.peer.Delivery;

/** Takes datagrams apart and puts their frames onto the bus. Owned by the bus's thread; nothing is allocated for a frame. */
final class UdpIntake {
    /** Who else gets what a peer says: bit i of {@code passed} stands for frame i of the batch. */
    interface Relay {
        void relay(FrameBatch batch, long passed);
    }

    private final BusSide side;
    private final Delivery delivery;
    private final DatagramReader reader = new DatagramReader();
    private final FrameBatch batch;

    UdpIntake(BusSide side, Settings settings, Arena arena) {
        this.side = side;
        this.delivery = new Delivery(side, settings::expiry);
        this.batch = new FrameBatch(
                arena.allocate((long) FrameBatch.CAPACITY * FrameLayout.FD_SIZE, Long.BYTES), FrameLayout.FD_SIZE);
    }

    /** A datagram of this peer, which may say what its gate lets through. */
    void take(PeerAccount peer, Gate gate, MemorySegment memory, long offset, int bytes, long stamp, Relay relay) {
        long now = side.now();
        peer.add(Count.DATAGRAMS_RECEIVED, 1);
        peer.add(Count.BYTES_RECEIVED, bytes);
        peer.isThere();
        if (!reader.begin(memory, offset, bytes)) {
            peer.add(Count.BROKEN, 1);
            return;
        }
        peer.watch().saw(reader.sequence(), now);
        long before = peer.received().in();
        int count = 0;
        while (reader.next(batch.memory(), (long) count * batch.stride())) {
            peer.received().in(1);
            if (reader.size() == 0) {
                peer.received().dropped(DropReason.INVALID, 1);
            } else {
                batch.size(count++, reader.size());
            }
            if (count == FrameBatch.CAPACITY) {
                say(peer, gate, count, relay);
                count = 0;
            }
        }
        say(peer, gate, count, relay);
        if (reader.isBroken()) {
            peer.add(Count.BROKEN, 1);
        } else {
            peer.reports()
                    .read(memory, reader.rest(), offset + bytes, peer.received().in() != before, now, stamp);
        }
    }

    private void say(PeerAccount peer, Gate gate, int count, Relay relay) {
        if (count == 0) {
            return;
        }
        batch.count(count);
        long passed = delivery.say(batch, gate, peer.breaker(), peer.received());
        if (passed != 0) {
            relay.relay(batch, passed);
        }
    }
}
