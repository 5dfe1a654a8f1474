package org.buslane.tunnel.cannelloni;

import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Access;
import org.buslane.core.policy.Gate;
import org.buslane.linux.Errno;
import org.buslane.linux.inet.UdpSocket;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.peer.EchoBreaker;

/**
 * Tells whose a received datagram is, by its address as cannelloni does, and by its port where two peers have the same
 * address. Owned by the bus's thread; nothing is allocated for a datagram of a peer.
 */
final class UdpListener {
    /** What a peer has said, or somebody who is none. */
    interface Relay {
        void relay(Optional<UdpPeer> from, FrameBatch batch, long passed);
    }

    private static final System.Logger LOG = System.getLogger(UdpListener.class.getName());

    /** Most messages of ICMP that are taken at a time. */
    private static final int ERRORS = 64;

    private final List<UdpPeer> peers;
    private final List<Gate> gates = new ArrayList<>();
    private final List<UdpIntake.Relay> relays = new ArrayList<>();
    private final boolean anyPeer;
    private final PeerAccount others;
    private final UdpIntake intake;
    private long strangers;
    private long overflow;
    private long loops;

    /** The gate of somebody who is no peer is that of the first one. */
    UdpListener(CannelloniUdp kind, BusSide side, List<UdpPeer> peers, Arena arena, Relay relay) {
        long now = side.now();
        this.peers = peers;
        this.anyPeer = kind.settings().anyPeer();
        this.others = new PeerAccount("others", false, now);
        this.intake = new UdpIntake(side, kind.settings(), arena);
        for (int p = 0; p < peers.size(); p++) {
            Optional<UdpPeer> from = Optional.of(peers.get(p));
            gates.add(new Gate(kind.peers().get(p).policy(), Access.WRITE, now));
            relays.add((batch, passed) -> relay.relay(from, batch, passed));
        }
        gates.add(new Gate(kind.peers().getFirst().policy(), Access.WRITE, now));
        relays.add((batch, passed) -> relay.relay(Optional.empty(), batch, passed));
    }

    /** @return how many datagrams came, or an errno as a negative number: EAGAIN if none waits */
    int receive(UdpSocket socket, long now) {
        int count = socket.receive();
        for (int i = 0; i < count; i++) {
            int peer = peer(socket, i);
            if (peer < peers.size()) {
                take(socket, i, peers.get(peer).account(), peer);
            } else if (anyPeer) {
                take(socket, i, others, peer);
            } else {
                refuse(socket, i);
            }
        }
        if (count > 0) {
            lookForLoops(now);
        }
        return count;
    }

    /** The number of the peer that it comes from; one more than the last if it comes from none. */
    private int peer(UdpSocket socket, int datagram) {
        int byAddress = peers.size();
        for (int p = 0; p < peers.size(); p++) {
            UdpPeer peer = peers.get(p);
            if (peer.name().isPresent()
                    && socket.isFromAddress(datagram, peer.name().get())) {
                if (socket.isFrom(datagram, peer.name().get())) {
                    return p;
                }
                byAddress = Math.min(byAddress, p);
            }
        }
        return byAddress;
    }

    private void take(UdpSocket socket, int datagram, PeerAccount account, int peer) {
        if (socket.isTruncated(datagram)) {
            account.add(Count.TRUNCATED, 1);
        }
        intake.take(
                account,
                gates.get(peer),
                socket.memory(),
                socket.offset(datagram),
                socket.length(datagram),
                socket.stamp(datagram),
                relays.get(peer));
    }

    private void refuse(UdpSocket socket, int datagram) {
        if (strangers == 0) {
            LOG.log(
                    Level.WARNING,
                    "a datagram from {0}, which is no peer, is not taken, nor will others be",
                    socket.source(datagram));
        }
        strangers++;
    }

    /** Says so once each time. */
    private void lookForLoops(long now) {
        long trips = 0;
        for (int p = 0; p < peers.size(); p++) {
            trips += peers.get(p).account().breaker().trips();
        }
        if (trips == loops) {
            return;
        }
        loops = trips;
        for (UdpPeer peer : peers) {
            EchoBreaker breaker = peer.account().breaker();
            if (breaker.isOpen(now)) {
                LOG.log(Level.WARNING, breaker.warning(peer.place().toString()));
            }
        }
    }

    /** Takes what ICMP said of datagrams that were sent. */
    void errors(UdpSocket socket, long now) {
        int errno = socket.error();
        for (int i = 0; errno != 0 && i < ERRORS; i++) {
            for (UdpPeer peer : peers) {
                if (peer.name().isPresent() && socket.isErrorOf(peer.name().get())) {
                    peer.account().add(Count.UNDELIVERABLE, 1);
                    peer.account().trouble("datagrams to it come back: " + new Errno(errno), now);
                }
            }
            errno = socket.error();
        }
    }

    /** The socket is closed now: what it lost stays counted. */
    void forget(UdpSocket socket) {
        overflow += socket.dropped();
    }

    /** All that is no single peer's; empty if there was nothing. */
    Optional<PeerReport> others(Optional<UdpSocket> socket, long now) {
        long lost = overflow + socket.map(UdpSocket::dropped).orElse(0L);
        if (!anyPeer && strangers + lost == 0) {
            return Optional.empty();
        }
        PeerReport report = others.report(now, 0);
        SortedMap<String, Long> counts = new TreeMap<>(report.counts());
        counts.put("datagrams_refused", strangers);
        counts.put("datagrams_overflowed", lost);
        return Optional.of(
                new PeerReport(report.name(), report.well(), report.note(), report.sent(), report.received(), counts));
    }
}
