package org.buslane.virtual.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.testkit.SlcanBoard;
import org.buslane.core.testkit.SlcanBoard.Manner;
import org.buslane.core.text.FrameText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AdapterTest {
    @TempDir
    Path folder;

    private AdapterLoop loop(String options) {
        return new AdapterLoop("slcan:" + device() + "@500k" + options);
    }

    private Path device() {
        return folder.resolve("ttyACM0");
    }

    private static void open(AdapterLoop loop, BoardOnPty board) {
        loop.until(() -> loop.status().state() == AdapterState.OPEN, board::turn);
    }

    private static void balanced(AdapterLoop loop) {
        assertThat(loop.heard()).matches(Account::isBalanced);
    }

    @Test
    void framesGoBothWaysThroughAnAdapterThatAnswers() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL);
                AdapterLoop loop = loop("")) {
            open(loop, board);
            loop.say("123#1122", "12345678#R");
            loop.until(() -> loop.heard().delivered() == 2, board::turn);
            assertThat(board.board().frames()).containsExactly("t12321122", "R123456780");
            board.send("t4561AA\rT000004560\r");
            loop.until(() -> loop.said().size() == 2, board::turn);
            assertThat(loop.said()).containsExactly(FrameText.parse("456#AA"), FrameText.parse("00000456#"));
            AdapterStatus status = loop.status();
            assertThat(status.version()).isEqualTo("V1013");
            assertThat(status.serial()).isEqualTo("NA123");
            assertThat(status.words()).isEqualTo("open, version V1013, serial NA123");
            assertThat(board.board().commands()).containsExactly("C", "V", "N", "S6", "O");
            balanced(loop);
        }
    }

    @Test
    void anAdapterWithoutAnswersCountsAFrameAsTakenAfterAWhile() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.CANABLE);
                AdapterLoop loop = loop(",data=2M")) {
            open(loop, board);
            loop.say("123##1AABB");
            loop.until(() -> !board.board().frames().isEmpty(), board::turn);
            assertThat(board.board().frames()).containsExactly("b1232AABB");
            loop.pass(Duration.ofSeconds(2));
            loop.until(() -> loop.heard().delivered() == 1, board::turn);
            assertThat(loop.status().version()).startsWith("b158aa7");
            balanced(loop);
        }
    }

    @Test
    void oneThatNeverSaysAnythingIsOpenedAndAskedAgain() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.MUTE);
                AdapterLoop loop = loop("")) {
            open(loop, board);
            assertThat(loop.status().note()).isEqualTo("it has not answered yet");
            assertThat(board.board().isOpen()).isTrue();
            loop.pass(Duration.ofSeconds(6));
            loop.until(() -> board.board().commands().getLast().equals("V"), board::turn);
            board.send("V0001\r");
            loop.until(() -> loop.status().opened() == 2, board::turn);
        }
    }

    @Test
    void whatItRefusesIsCountedAsRefused() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.FULL);
                AdapterLoop loop = loop("")) {
            open(loop, board);
            loop.say("123#", "124#", "125#");
            loop.until(() -> loop.heard().dropped(DropReason.REFUSED) == 3, board::turn);
            loop.until(
                    () -> loop.status().note().equals("it refused a frame: transmit queue full, bus error"),
                    board::turn);
            balanced(loop);
        }
    }

    @Test
    void whatItCannotCarryIsInvalidAndWhatComesBeforeItIsOpenIsDown() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL);
                AdapterLoop loop = loop("")) {
            loop.say("123#");
            open(loop, board);
            loop.say("123##0", "20000004#0001000000000000", "45123#81:00:12345678#112233");
            Account written = loop.heard();
            assertThat(written.dropped(DropReason.DOWN)).isEqualTo(1);
            assertThat(written.dropped(DropReason.INVALID)).isEqualTo(3);
            balanced(loop);
        }
    }

    @Test
    void oneThatOnlyListensIsToldNothing() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL);
                AdapterLoop loop = loop(",listen-only")) {
            open(loop, board);
            loop.say("123#");
            assertThat(loop.heard().dropped(DropReason.DENIED)).isEqualTo(1);
            board.send("t1230\r");
            loop.until(() -> loop.said().size() == 1, board::turn);
            assertThat(board.board().commands()).containsExactly("C", "V", "N", "S6", "L");
            balanced(loop);
        }
    }

    @Test
    void pulledOutItIsAwayAndPluggedInItComesBack() {
        try (AdapterLoop loop = loop("")) {
            try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL)) {
                open(loop, board);
            }
            loop.until(() -> loop.status().state() == AdapterState.AWAY, () -> {});
            assertThat(loop.status().note()).isEqualTo(device() + " was unplugged");
            loop.say("123#");
            loop.until(() -> loop.status().note().startsWith("open "), () -> {});
            assertThat(loop.status().note())
                    .isEqualTo("open %s: ENOENT (no such file or directory)".formatted(device()));
            try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL)) {
                loop.pass(Duration.ofSeconds(5));
                open(loop, board);
                loop.say("124#");
                loop.until(() -> loop.heard().delivered() == 1, board::turn);
                assertThat(board.board().frames()).containsExactly("t1240");
            }
            AdapterStatus status = loop.status();
            assertThat(status.opened()).isEqualTo(2);
            assertThat(loop.heard().dropped(DropReason.DOWN)).isEqualTo(1);
            balanced(loop);
        }
    }

    @Test
    void aLineThatTakesNothingFillsUpAndWhatHasNoRoomIsCounted() {
        try (AdapterLoop loop = loop("")) {
            try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL, false)) {
                open(loop, board);
                for (int i = 0; i < 3_000; i++) {
                    loop.say("123#1122334455667788");
                }
                assertThat(loop.heard().dropped(DropReason.QUEUE_FULL)).isPositive();
            }
            loop.until(() -> loop.status().state() == AdapterState.AWAY, () -> {});
            assertThat(loop.heard().dropped(DropReason.GONE)).isPositive();
            assertThat(loop.heard().in()).isEqualTo(3_000);
            balanced(loop);
        }
    }

    @Test
    void aBitRateThatItDoesNotHaveIsSaidAndTriedAgain() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.NO_RATE);
                AdapterLoop loop = loop("")) {
            loop.until(() -> loop.status().note().startsWith("it refuses S6"), board::turn);
            loop.pass(Duration.ofSeconds(5));
            loop.until(
                    () -> board.board().commands().stream().filter("S6"::equals).count() > 1, board::turn);
        }
    }

    @Test
    void aDeviceThatIsNoSerialLineIsSaidToBeNone() throws Exception {
        Files.createSymbolicLink(device(), Path.of("/dev/null"));
        try (AdapterLoop loop = loop("")) {
            loop.until(() -> !loop.status().note().isEmpty(), () -> {});
            assertThat(loop.status().note())
                    .isEqualTo("read the settings of %s: ENOTTY (inappropriate ioctl for device): it is no serial line"
                            .formatted(device()));
        }
    }

    @Test
    void rubbishOfALineWithAnotherSpeedIsCountedAndHarmsNothing() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL);
                AdapterLoop loop = loop("")) {
            open(loop, board);
            byte[] noise = new byte[1500];
            ThreadLocalRandom.current().nextBytes(noise);
            StringBuilder text = new StringBuilder();
            for (byte b : noise) {
                text.append((char) (0x80 | (b & 0x7f)));
            }
            board.send(text + "\rt1230\r");
            loop.until(() -> loop.said().size() == 1, board::turn);
            assertThat(loop.status().unread()).isEqualTo(1);
        }
    }

    @Test
    void closedItTakesTheAdapterOffTheBus() {
        try (BoardOnPty board = new BoardOnPty(device(), Manner.LAWICEL)) {
            try (AdapterLoop loop = loop("")) {
                open(loop, board);
                assertThat(board.board().isOpen()).isTrue();
            }
            board.turn();
            assertThat(board.board().commands()).endsWith("C");
        }
    }

    @Test
    void anAdapterOverTcpIsConnectedCutAndConnectedAgain() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                AdapterLoop loop = new AdapterLoop("slcan:tcp:localhost:%d@500k".formatted(server.getLocalPort()))) {
            for (int time = 1; time <= 2; time++) {
                int times = time;
                SlcanBoard board = new SlcanBoard(Manner.LAWICEL);
                try (BoardOnTcp line = new BoardOnTcp(server, board)) {
                    loop.pass(Duration.ofSeconds(5));
                    loop.until(() -> loop.status().opened() == times, () -> {});
                    loop.say("123#11");
                    loop.until(() -> loop.heard().delivered() == times, () -> {});
                    assertThat(board.frames()).containsExactly("t123111");
                    line.reset();
                    loop.until(() -> loop.status().state() == AdapterState.AWAY, () -> {});
                    assertThat(loop.status().note()).contains("ECONNRESET");
                }
            }
            balanced(loop);
        }
    }

    @Test
    void whereNobodyListensIsSaid() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0)) {
            port = server.getLocalPort();
        }
        try (AdapterLoop loop = new AdapterLoop("slcan:tcp:127.0.0.1:%d@500k".formatted(port))) {
            loop.until(() -> loop.status().note().contains("ECONNREFUSED"), () -> {});
            assertThat(loop.status().note())
                    .isEqualTo("connect tcp:127.0.0.1:%d: ECONNREFUSED (connection refused)".formatted(port));
        }
    }
}
