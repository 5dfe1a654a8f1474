package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixSocket;
import org.junit.jupiter.api.Test;

class EpollTest {
    @Test
    void nothingReadyIsZeroEvents() {
        try (Epoll epoll = new Epoll(4);
                EventFd event = new EventFd()) {
            epoll.add(event.descriptor(), 1, Epoll.IN);
            assertThat(epoll.await(0)).isZero();
        }
    }

    @Test
    void aSignalFromAnotherThreadWakesTheWaiting() throws InterruptedException {
        try (Epoll epoll = new Epoll(4);
                EventFd event = new EventFd()) {
            epoll.add(event.descriptor(), 0x1234_5678_9abc_def0L, Epoll.IN);
            Thread other = Thread.ofPlatform().start(event::signal);
            assertThat(epoll.await(10_000)).isEqualTo(1);
            assertThat(epoll.data(0)).isEqualTo(0x1234_5678_9abc_def0L);
            assertThat(epoll.events(0)).isEqualTo(Epoll.IN);
            other.join();
        }
    }

    @Test
    void manyDescriptorsComeBackWithTheirOwnDataAFewAtATime() {
        try (Epoll epoll = new Epoll(2);
                EventFd first = new EventFd();
                EventFd second = new EventFd();
                EventFd third = new EventFd()) {
            epoll.add(first.descriptor(), 1, Epoll.IN | Epoll.ONESHOT);
            epoll.add(second.descriptor(), 2, Epoll.IN | Epoll.ONESHOT);
            epoll.add(third.descriptor(), 3, Epoll.IN | Epoll.ONESHOT);
            first.signal();
            second.signal();
            third.signal();
            assertThat(epoll.await(0)).isEqualTo(2);
            long sum = epoll.data(0) + epoll.data(1);
            assertThat(epoll.await(0)).isEqualTo(1);
            assertThat(sum + epoll.data(0)).isEqualTo(1 + 2 + 3);
        }
    }

    @Test
    void whatIsWaitedForCanBeChangedAndEnded() {
        try (Epoll epoll = new Epoll(4);
                UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            Descriptor socket = pair.left().descriptor();
            epoll.add(socket, 1, Epoll.IN);
            assertThat(epoll.await(0)).isZero();
            epoll.modify(socket, 2, Epoll.IN | Epoll.OUT);
            assertThat(epoll.await(0)).isEqualTo(1);
            assertThat(epoll.data(0)).isEqualTo(2);
            assertThat(epoll.events(0)).isEqualTo(Epoll.OUT);
            epoll.remove(socket);
            assertThat(epoll.await(0)).isZero();
        }
    }

    @Test
    void aPeerThatLeavesIsReported() {
        try (Epoll epoll = new Epoll(4);
                UnixSocket.Pair pair = UnixSocket.pair(SocketType.SEQPACKET, "test")) {
            epoll.add(pair.left().descriptor(), 1, Epoll.IN | Epoll.RDHUP);
            pair.right().descriptor().close();
            assertThat(epoll.await(0)).isEqualTo(1);
            assertThat(epoll.events(0) & Epoll.HUP).isNotZero();
            assertThat(epoll.events(0) & Epoll.RDHUP).isNotZero();
        }
    }

    @Test
    void addingTwiceIsRefusedByName() {
        try (Epoll epoll = new Epoll(4);
                EventFd event = new EventFd()) {
            epoll.add(event.descriptor(), 1, Epoll.IN);
            assertThatThrownBy(() -> epoll.add(event.descriptor(), 1, Epoll.IN))
                    .hasMessageMatching("epoll_ctl eventfd \\[\\d+\\]: EEXIST \\(file exists\\)");
        }
    }

    @Test
    void waitingOnAVirtualThreadIsRefused() throws InterruptedException {
        try (Epoll epoll = new Epoll(1)) {
            Throwable[] thrown = new Throwable[1];
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            epoll.await(0);
                        } catch (IllegalStateException e) {
                            thrown[0] = e;
                        }
                    })
                    .join();
            assertThat(thrown[0]).hasMessage("a system call that may block was made on a virtual thread");
        }
    }

    @Test
    void anEventFdCountsItsSignalsUntilDrained() {
        try (EventFd event = new EventFd()) {
            assertThat(event.drain()).isZero();
            event.signal();
            event.signal();
            assertThat(event.drain()).isEqualTo(2);
            assertThat(event.drain()).isZero();
        }
    }

    @Test
    void aSignalAfterTheEndDoesNothing() {
        EventFd event = new EventFd();
        event.close();
        event.signal();
        assertThat(event.descriptor().isOpen()).isFalse();
    }
}
