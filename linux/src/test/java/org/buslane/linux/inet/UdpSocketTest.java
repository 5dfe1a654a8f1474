package org.buslane.linux.inet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.buslane.core.testkit.Allocation;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UdpSocketTest {
    private static final UdpOptions OPTIONS = new UdpOptions(100, 0, 0);

    private final MemorySegment text = Arena.ofAuto().allocate(4096);

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:0", "[::1]:0"})
    void aRunOfDatagramsIsSentAndReceivedWithTwoCalls(String place) {
        try (UdpSocket left = bind(place);
                UdpSocket right = bind(place)) {
            SocketName to = left.name(right.local()).orElseThrow();
            SocketName from = right.name(left.local()).orElseThrow();
            assertThat(right.receive()).isEqualTo(-Errno.EAGAIN);
            for (int i = 0; i < UdpSocket.BATCH; i++) {
                say(left, i, to, "datagram " + i);
            }
            assertThat(left.send(0, UdpSocket.BATCH)).isEqualTo(UdpSocket.BATCH);
            assertThat(left.sendErrno()).isZero();

            assertThat(right.receive()).isEqualTo(UdpSocket.BATCH);
            for (int i = 0; i < UdpSocket.BATCH; i++) {
                assertThat(heard(right, i)).isEqualTo("datagram " + i);
                assertThat(right.isFrom(i, from)).isTrue();
                assertThat(right.isFrom(i, to)).isFalse();
                assertThat(right.isFromAddress(i, to)).isTrue();
                assertThat(right.isTruncated(i)).isFalse();
                assertThat(right.source(i)).isEqualTo(left.local());
                assertThat(right.stamp(i)).isPositive();
            }
            assertThat(right.receive()).isEqualTo(-Errno.EAGAIN);
        }
    }

    @Test
    void allWhoShareAPortHearWhatIsBroadcast() {
        try (UdpSocket one = UdpSocket.share(InetPlace.parse("0.0.0.0:0"), OPTIONS);
                UdpSocket other = UdpSocket.share(one.local(), OPTIONS);
                UdpSocket speaker = bind("127.0.0.1:0")) {
            InetPlace all = InetPlace.parse("127.255.255.255:" + one.local().port());
            send(speaker, speaker.name(all).orElseThrow(), "hello");
            assertThat(one.receive()).isEqualTo(1);
            assertThat(other.receive()).isEqualTo(1);
            assertThatThrownBy(() -> bind(one.local().toString()))
                    .isInstanceOfSatisfying(
                            LinuxException.class, e -> assertThat(e.errno()).isEqualTo(new Errno(Errno.EADDRINUSE)));
        }
    }

    @Test
    void oneThatListensOnAllIpv6AddressesHasIpv4Too() {
        try (UdpSocket both = bind("[::]:0");
                UdpSocket four = bind("127.0.0.1:0")) {
            InetPlace place = InetPlace.parse("127.0.0.1:" + both.local().port());
            send(four, four.name(place).orElseThrow(), "hello");
            assertThat(both.receive()).isEqualTo(1);
            SocketName name = both.name(four.local()).orElseThrow();
            assertThat(both.isFrom(0, name)).isTrue();
            assertThat(both.source(0)).isEqualTo(four.local());

            send(both, name, "answer");
            assertThat(four.receive()).isEqualTo(1);
            assertThat(heard(four, 0)).isEqualTo("answer");
            assertThat(four.name(InetPlace.parse("[::1]:1"))).isEmpty();
        }
    }

    @Test
    void ofADatagramThatIsTooLongTheRestIsMissed() {
        try (UdpSocket left = bind("127.0.0.1:0");
                UdpSocket right = bind("127.0.0.1:0")) {
            SocketName to = left.name(right.local()).orElseThrow();
            left.prepare(0, to, text, 0, 101);
            left.prepare(1, to, text, 0, 100);
            assertThat(left.send(0, 2)).isEqualTo(2);
            assertThat(right.receive()).isEqualTo(2);
            assertThat(right.length(0)).isEqualTo(100);
            assertThat(right.isTruncated(0)).isTrue();
            assertThat(right.isTruncated(1)).isFalse();
        }
    }

    @Test
    void whatTheKernelDroppedIsCounted() {
        try (UdpSocket left = bind("127.0.0.1:0");
                UdpSocket right = UdpSocket.bind(InetPlace.parse("127.0.0.1:0"), new UdpOptions(1500, 2304, 0))) {
            SocketName to = left.name(right.local()).orElseThrow();
            int sent = 0;
            for (int i = 0; i < 20; i++) {
                left.prepare(0, to, text, 0, 1000);
                sent += left.send(0, 1);
            }
            int received = right.receive();
            assertThat(right.dropped()).isZero(); // those were queued before anything was lost
            left.send(0, 1);
            assertThat(right.receive()).isEqualTo(1);
            assertThat(right.dropped()).isPositive().isEqualTo(sent - received);
        }
    }

    @Test
    void aPlaceWhereNobodyListensIsTold() {
        try (UdpSocket left = bind("127.0.0.1:0");
                UdpSocket other = bind("127.0.0.1:0");
                Epoll epoll = new Epoll(1)) {
            SocketName gone = left.name(free()).orElseThrow();
            SocketName there = left.name(other.local()).orElseThrow();
            epoll.add(left.descriptor(), 0, Epoll.IN);

            send(left, gone, "anybody?");
            assertThat(epoll.await(5_000)).isEqualTo(1);
            assertThat(epoll.events(0) & Epoll.ERR).isNotZero();
            send(left, there, "you at least"); // and the other's trouble is not yours

            assertThat(other.receive()).isEqualTo(1);
            assertThat(left.error()).isEqualTo(Errno.ECONNREFUSED);
            assertThat(left.isErrorOf(gone)).isTrue();
            assertThat(left.isErrorOf(there)).isFalse();
            assertThat(left.error()).isZero();
            assertThat(left.receive()).isEqualTo(-Errno.EAGAIN);
        }
    }

    @Test
    void aDatagramThatCannotGoSaysWhyAndStopsTheRun() {
        try (UdpSocket left = bind("127.0.0.1:0");
                UdpSocket right = bind("127.0.0.1:0")) {
            say(left, 0, left.name(right.local()).orElseThrow(), "fine");
            left.prepare(
                    1, left.name(right.local()).orElseThrow(), Arena.ofAuto().allocate(70_000), 0, 70_000);
            say(left, 2, left.name(right.local()).orElseThrow(), "fine too");
            assertThat(left.send(0, 3)).isEqualTo(1);
            assertThat(left.sendErrno()).isEqualTo(Errno.EMSGSIZE);
            assertThat(left.send(2, 3)).isEqualTo(1);
        }
    }

    @Test
    void aDatagramAllocatesNothing() {
        try (UdpSocket left = bind("127.0.0.1:0");
                UdpSocket right = bind("127.0.0.1:0")) {
            SocketName to = left.name(right.local()).orElseThrow();
            SocketName from = right.name(left.local()).orElseThrow();
            long[] known = new long[1];
            long bytes = Allocation.fewestBytes(() -> {
                for (int round = 0; round < 100; round++) {
                    for (int i = 0; i < 8; i++) {
                        left.prepare(i, to, text, 0, 64);
                    }
                    left.send(0, 8);
                    int count = right.receive();
                    for (int i = 0; i < count; i++) {
                        known[0] += right.isFrom(i, from) && !right.isTruncated(i) ? right.length(i) : 0;
                    }
                    left.receive();
                }
            });
            assertThat(bytes).isZero();
            assertThat(known[0]).isGreaterThanOrEqualTo(100 * 8 * 64);
        }
    }

    /** Where somebody listened until now. */
    private static InetPlace free() {
        try (UdpSocket socket = bind("127.0.0.1:0")) {
            return socket.local();
        }
    }

    private static UdpSocket bind(String place) {
        return UdpSocket.bind(InetPlace.parse(place), OPTIONS);
    }

    private void say(UdpSocket from, int index, SocketName to, String words) {
        long at = index * 64L;
        text.setString(at, words);
        from.prepare(index, to, text, at, words.length());
    }

    private void send(UdpSocket from, SocketName to, String words) {
        say(from, 0, to, words);
        assertThat(from.send(0, 1)).isEqualTo(1);
    }

    private static String heard(UdpSocket by, int index) {
        byte[] bytes = by.memory().asSlice(by.offset(index), by.length(index)).toArray(ValueLayout.JAVA_BYTE);
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}
