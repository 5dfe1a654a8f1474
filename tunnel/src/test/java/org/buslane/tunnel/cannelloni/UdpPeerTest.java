package org.buslane.tunnel.cannelloni;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Policy;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.SocketName;
import org.buslane.tunnel.Batches;
import org.junit.jupiter.api.Test;

/** What waits for a peer while the network takes nothing. */
class UdpPeerTest {
    private static final long MILLI = TestBus.MILLI;
    private static final InetPlace PLACE = InetPlace.parse("192.0.2.7:20000");

    private final QuietSide side = new QuietSide();
    private final UdpPeer peer = peer(0);
    private final Ledger sent = peer.account().sent();

    private UdpPeer peer(long timeout) {
        return new UdpPeer(
                new Peer(PLACE, Policy.everything(), Mtu.USUAL),
                new Settings(100 * MILLI, timeout, TimeoutTable.EMPTY, false, false, Settings.LEAST_QUEUE, false),
                side,
                Arena.ofAuto());
    }

    private boolean offer(FrameBatch batch, int frame) {
        Fate fate = new Fate();
        int size = FrameCode.size(batch.memory(), batch.offset(frame), batch.size(frame));
        if (!peer.wants(batch, frame, size, side.now(), fate)) {
            return false;
        }
        if (peer.add(batch, frame, size, 0, side.now())) {
            return true;
        }
        peer.refuse(frame, fate);
        return false;
    }

    private int fill() {
        peer.name(Optional.of(SocketName.of(PLACE)));
        FrameBatch batch = Batches.of("123#1122334455667788");
        int taken = 0;
        while (offer(batch, 0)) {
            taken++;
        }
        return taken;
    }

    @Test
    void withoutASocketNothingWaits() {
        assertThat(offer(Batches.of("123#"), 0)).isFalse();
        assertThat(sent.dropped(DropReason.DOWN)).isOne();
    }

    @Test
    void aFullQueueKeepsWhatItHasAndRefusesTheNewest() {
        int taken = fill();
        assertThat(taken).isGreaterThan(Settings.LEAST_QUEUE / 2 / 13).isLessThan(Settings.LEAST_QUEUE / 13);
        assertThat(taken % 112).isZero();
        assertThat(peer.waiting()).isEqualTo(taken);
        assertThat(sent.dropped(DropReason.QUEUE_FULL)).isOne();
        assertThat(peer.queue().isFull()).isTrue();
        peer.sent();
        assertThat(sent.delivered()).isEqualTo(112);
        assertThat(fill()).isEqualTo(112);
    }

    @Test
    void whatWaitedForTooLongIsDropped() {
        int taken = fill();
        assertThat(peer.due()).isEqualTo(side.now + 100 * MILLI);
        side.now += 100 * MILLI - 1;
        peer.run(side.now);
        assertThat(peer.waiting()).isEqualTo(taken);
        side.now++;
        peer.run(side.now);
        assertThat(peer.waiting()).isZero();
        assertThat(peer.due()).isEqualTo(Long.MAX_VALUE);
        assertThat(sent.dropped(DropReason.OVER_AGE)).isEqualTo(taken);
        assertThat(sent.account().isBalanced()).isTrue();
    }

    @Test
    void waitingForOthersIsNoAge() {
        UdpPeer patient = peer(100 * MILLI);
        patient.name(Optional.of(SocketName.of(PLACE)));
        FrameBatch batch = Batches.of("123#01");
        int size = FrameCode.size(batch.memory(), batch.offset(0), batch.size(0));
        assertThat(patient.add(batch, 0, size, 0, side.now())).isTrue();
        side.now += 100 * MILLI;
        patient.run(side.now);
        assertThat(patient.queue().size()).isOne();
        side.now += 100 * MILLI - 1;
        patient.run(side.now);
        assertThat(patient.queue().size()).isOne();
        side.now++;
        patient.run(side.now);
        assertThat(patient.account().sent().dropped(DropReason.OVER_AGE)).isOne();
    }

    @Test
    void theQueueGoesRound() {
        FrameBatch batch = Batches.of("123#01", "123#02");
        peer.name(Optional.of(SocketName.of(PLACE)));
        for (int i = 0; i < 100; i++) {
            assertThat(offer(batch, i % 2)).isTrue();
            peer.seal(side.now);
            DatagramQueue queue = peer.queue();
            if (queue.size() == 3) {
                assertThat(Words.read(queue.memory().asSlice(queue.offset(0), queue.bytes(0))))
                        .containsExactly(i % 2 == 0 ? "123#01" : "123#02");
                peer.sent();
            }
        }
        assertThat(sent.delivered()).isEqualTo(98);
        peer.clear(DropReason.GONE, side.now);
        assertThat(sent.dropped(DropReason.GONE)).isEqualTo(2);
        assertThat(sent.account().isBalanced()).isTrue();
    }
}
