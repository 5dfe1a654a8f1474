package org.buslane.proof.lane;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.IdWord;
import org.buslane.core.policy.Access;
import org.buslane.lab.junit.net.Namespace;
import org.buslane.linux.Epoll;
import org.buslane.linux.NetworkNamespace;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;
import org.buslane.linux.netlink.Gateway;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.linux.netlink.Side;
import org.buslane.linux.netlink.Traffic;
import org.buslane.linux.netlink.TrafficAction;
import org.buslane.linux.netlink.TrafficFilter;
import org.buslane.linux.netlink.TrafficMatch;

/**
 * One way through a lane, with a socket at either end. Behind each batch goes an error frame, for which the test has a
 * rule and a filter of its own that go with the lane, and no policy here has any: when it is there, so is all that got
 * through.
 */
final class Crossing implements AutoCloseable {
    /** CAN_ERR_BUSERROR of linux/can/error.h. */
    private static final int MARK = IdWord.ERROR | 0x80;

    private static final GatewayFilter ERRORS = new GatewayFilter(0, IdWord.ERROR | IdWord.EXTENDED_MASK);
    private static final CanOptions ALL = CanOptions.classic().withFd().withErrors(CanOptions.ALL_ERRORS);
    private static final long SECONDS = 20;

    private final CanSocket sender;
    private final CanSocket receiver;
    private final WordBatch sent = new WordBatch();
    private final WordBatch received = new WordBatch();

    private Crossing(CanSocket sender, CanSocket receiver) {
        this.sender = sender;
        this.receiver = receiver;
    }

    /** @param lane the index of both of its ends */
    static Crossing of(Namespace container, int lane, Access access) {
        int bus;
        try (NetlinkSocket netlink = NetlinkSocket.open()) {
            bus = new Links(netlink).find("can0").orElseThrow().index();
            GatewayRule rule = access == Access.READ
                    ? GatewayRule.of(bus, lane, Set.of())
                    : GatewayRule.of(lane, bus, Set.of(GatewayFlag.ECHO));
            new Gateway(netlink).add(rule.withFilter(ERRORS));
            new Traffic(netlink)
                    .add(new TrafficFilter(
                            lane,
                            access == Access.READ ? Side.EGRESS : Side.INGRESS,
                            1,
                            new TrafficMatch.IdWord(IdWord.ERROR, IdWord.ERROR),
                            new TrafficAction.Pass()));
        }
        try (NetworkNamespace inside = NetworkNamespace.open(container.file())) {
            CanSocket end = CanSocket.openIn(inside, lane, ALL);
            CanSocket host = CanSocket.open(bus, ALL);
            return access == Access.READ ? new Crossing(host, end) : new Crossing(end, host);
        }
    }

    /** What arrives of these, in its order. */
    int[] pass(int[] words, boolean fd) {
        int atOnce = FrameBatch.CAPACITY - 1;
        IntStream.Builder arrived = IntStream.builder();
        for (int at = 0; at < words.length; at += atOnce) {
            sent.clear();
            for (int word : Arrays.copyOfRange(words, at, Math.min(words.length, at + atOnce))) {
                sent.add(word, fd);
            }
            sent.add(MARK, false);
            send();
            receive(arrived, fd);
        }
        return arrived.build().toArray();
    }

    private void send() {
        int from = 0;
        int to = sent.frames().count();
        while (from < to) {
            from += sender.send(sent.frames(), from, to);
        }
    }

    private void receive(IntStream.Builder arrived, boolean fd) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        try (Epoll epoll = new Epoll(1)) {
            epoll.add(receiver.descriptor(), 0, Epoll.IN);
            while (true) {
                epoll.await(100);
                int count = receiver.receive(received.frames());
                for (int i = 0; i < count; i++) {
                    int word = received.frames().idWord(i);
                    if (word == MARK) {
                        return;
                    }
                    if (received.frames().size(i) != (fd ? FrameLayout.FD_SIZE : FrameLayout.CLASSIC_SIZE)) {
                        throw new AssertionError("%08X is of the other kind".formatted(word));
                    }
                    arrived.add(word);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new AssertionError("the mark did not come");
                }
            }
        }
    }

    /** Frames that came to the other end and found no room there. */
    long dropped() {
        return receiver.droppedUntilNow();
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
        sent.close();
        received.close();
    }
}
