package org.buslane.tunnel.cannelloni;

import java.util.List;
import org.buslane.core.bus.DropReason;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.UdpSocket;

/**
 * Sends the datagrams that wait for any peer, as many as there are with each call. Owned by the bus's thread; nothing is
 * allocated unless something goes wrong.
 */
final class UdpSender {
    private final List<UdpPeer> peers;
    private final UdpPeer[] of = new UdpPeer[UdpSocket.BATCH];
    private boolean isBlocked;

    UdpSender(List<UdpPeer> peers) {
        this.peers = peers;
    }

    /** Whether the socket has no room: its OUT tells when it has again. */
    boolean isBlocked() {
        return isBlocked;
    }

    /** It has, or is another. */
    void unblock() {
        isBlocked = false;
    }

    void send(UdpSocket socket, long now) {
        boolean more = true;
        while (more && !isBlocked) {
            int count = collect(socket);
            more = count == of.length;
            for (int next = 0; next < count && !isBlocked; ) {
                int sent = socket.send(next, count);
                for (int i = 0; i < sent; i++) {
                    of[next++].sent();
                }
                if (next < count) {
                    next += failed(of[next], socket.sendErrno(), now);
                }
            }
        }
    }

    /** By peers, so that those that did not go are the oldest of theirs. */
    private int collect(UdpSocket socket) {
        int count = 0;
        for (int p = 0; p < peers.size(); p++) {
            UdpPeer peer = peers.get(p);
            DatagramQueue queue = peer.queue();
            for (int i = 0; i < queue.size() && count < of.length; i++) {
                socket.prepare(count, peer.name().orElseThrow(), queue.memory(), queue.offset(i), queue.bytes(i));
                of[count++] = peer;
            }
        }
        return count;
    }

    /** @return how many datagrams that settles */
    private int failed(UdpPeer peer, int errno, long now) {
        if (errno == Errno.EAGAIN) {
            isBlocked = true;
            return 0;
        }
        // ENOBUFS: the queue of the network's interface is full, or its traffic control drops; no event tells when not.
        peer.remove(errno == Errno.ENOBUFS ? DropReason.QUEUE_FULL : DropReason.DOWN);
        peer.account()
                .trouble(
                        String.valueOf(
                                new LinuxException("send to", peer.place().toString(), new Errno(errno)).getMessage()),
                        now);
        return 1;
    }
}
