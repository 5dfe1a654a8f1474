package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.buslane.core.frame.IdWord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that rely on more than the protocol says, played on real sockets. */
@Timeout(120)
class ForeignClientsTest {
    private static final String AT = "1795262400000000 ";

    private static SavvyCan savvyCan(Served served) {
        SavvyCan savvyCan = new SavvyCan(served.connect());
        served.until(() -> {
            savvyCan.work();
            return savvyCan.isRaw();
        });
        served.bus.pass(Behaviour.USUAL.holdOff());
        return savvyCan;
    }

    private static Kayak connected(Served served, Kayak kayak) {
        served.until(() -> {
            kayak.work();
            return kayak.isConnected();
        });
        return kayak;
    }

    @Test
    void savvyCanComesInWhileTheBusIsBusy() {
        try (Served served = Served.usual();
                SavvyCan savvyCan = new SavvyCan(served.connect())) {
            served.until(() -> {
                served.bus.frames("123#DEADBEEF", "124#00");
                savvyCan.work();
                return savvyCan.isRaw();
            });
            served.bus.pass(Behaviour.USUAL.holdOff());
            served.bus.frames("12345678#1122", "7FF#");
            served.until(() -> {
                savvyCan.work();
                return savvyCan.frames.contains("7FF#");
            });

            assertThat(savvyCan.complaints).isEmpty();
            assertThat(savvyCan.frames).endsWith("12345678#1122", "7FF#");
        }
    }

    @Test
    void savvyCanReadsEveryFrameHoweverItIsCut() {
        try (Served served = Served.usual();
                SavvyCan savvyCan = savvyCan(served)) {
            List<String> sent = IntStream.range(0, 3000)
                    .mapToObj("12345678#%016X"::formatted)
                    .toList();
            for (int i = 0; i < sent.size(); i += 60) {
                served.bus.frames(sent.subList(i, i + 60).toArray(String[]::new));
                served.bus.pass(5 * ServedBus.MILLI);
                savvyCan.work();
            }
            served.until(() -> {
                savvyCan.work();
                return savvyCan.frames.size() == sent.size();
            });

            assertThat(savvyCan.complaints).isEmpty();
            assertThat(savvyCan.frames).isEqualTo(sent);
        }
    }

    @Test
    void savvyCansIdsAndBytesWithASignAreWhatTheyWere() {
        try (Served served = Served.usual();
                SavvyCan savvyCan = savvyCan(served)) {
            savvyCan.send(0x1234_5678 | IdWord.EXTENDED, (byte) 0x81, (byte) 1);
            savvyCan.send(0x12 | IdWord.EXTENDED);
            savvyCan.send(0x7FF, (byte) 0xff);
            served.until(() -> served.bus.said.size() == 3);

            assertThat(served.bus.said).containsExactly("12345678#8101", "00000012#", "7FF#FF");
        }
    }

    /** What it does after each ten seconds without a frame. */
    @Test
    void savvyCanMayConnectAnewAndAnew() {
        try (Served served = Served.usual()) {
            for (int i = 0; i < 5; i++) {
                try (SavvyCan savvyCan = savvyCan(served)) {
                    served.bus.frames("123#01");
                    served.until(() -> {
                        savvyCan.work();
                        return savvyCan.frames.contains("123#01");
                    });
                }
            }
            served.until(() -> served.server.report().clients() == 0);
            assertThat(served.server.report().connections()).isEqualTo(5);
        }
    }

    @Test
    void kayakIsToldOfWhatItSubscribedTo() {
        try (Served served = Served.usual();
                Kayak kayak = connected(served, Kayak.bcm(served.connect()));
                TextClient other = served.open()) {
            kayak.subscribeTo(0x123, 0, 0);
            kayak.subscribeTo(0x1234_5678, 0, 0);
            kayak.sendFrame(0x123, "01 02");
            served.until(() -> served.bus.said.size() == 1);
            served.bus.frames("123#DEADBEEF", "124#00", "12345678#11", "123#");
            other.say("< send 123 1 AA >");
            served.until(() -> served.bus.said.size() == 2);
            served.bus.pass(5 * ServedBus.MILLI);
            served.until(() -> {
                kayak.work();
                return kayak.frames.size() == 5;
            });

            assertThat(kayak.complaints).isEmpty();
            assertThat(kayak.frames)
                    .containsExactly(
                            AT + "123#0102", AT + "123#DEADBEEF", AT + "12345678#11", AT + "123#", AT + "123#AA");
            served.bus.expectBalance();
        }
    }

    @Test
    void kayaksJobsSendAndEndWithItsConnection() {
        try (Served served = Served.usual()) {
            try (Kayak kayak = connected(served, Kayak.bcm(served.connect()))) {
                kayak.addSendJob(0x321, 0, 100_000, "11 22");
                served.until(() -> served.bus.said.size() == 1);
                served.bus.pass(100 * ServedBus.MILLI);
                served.bus.pass(100 * ServedBus.MILLI);
                assertThat(served.bus.said).containsExactly("321#1122", "321#1122", "321#1122");
            }
            served.until(() -> served.server.report().clients() == 0);
            served.bus.pass(1000 * ServedBus.MILLI);

            assertThat(served.bus.said).hasSize(3);
        }
    }

    @Test
    void kayakHasAConnectionForStatistics() {
        try (Served served = Served.usual();
                Kayak kayak = connected(served, Kayak.control(served.connect()))) {
            kayak.requestStatistics(20);
            served.until(() -> served.bus.due() < Long.MAX_VALUE);
            served.bus.pass(20 * ServedBus.MILLI);
            served.until(() -> {
                kayak.work();
                return !kayak.statistics.isEmpty();
            });

            assertThat(kayak.statistics).containsExactly(List.of(1L, 2L, 3L, 4L));
            assertThat(kayak.complaints).isEmpty();
        }
    }
}
