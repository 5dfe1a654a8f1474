package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two UDS partners on two lanes, each behind an isotpserver of Debian's: what a partner says on TCP as {@code <HEX>} is
 * a PDU on the bus.
 */
@ExtendWith(PlaceExtension.class)
class UdsTest {
    private static final int PATIENCE_MILLIS = 20_000;

    /** A data block of 1500 bytes: service 36, block 1. */
    private static final String BLOCK = "3601" + "5A".repeat(1500);

    private final Programs programs;

    UdsTest(Programs programs) {
        this.programs = programs;
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    @Test
    void aTesterAndAnEcuTalkAcrossTwoLanes() throws IOException {
        try (Partner tester = partner("local", "7E0", "7E8");
                Partner ecu = partner("ecu", "7E8", "7E0")) {
            exchange(tester, ecu, "1003", "5003003201F4");
            exchange(tester, ecu, "22F190", "62F190" + "57424C414E45303030303030303030303031");
            exchange(tester, ecu, BLOCK, "7601");
            exchange(tester, ecu, "3E00", "7F3E78");
            ecu.say("7E00");
            assertThat(tester.hear()).isEqualTo("7E00");
        }
    }

    private static void exchange(Partner tester, Partner ecu, String request, String response) throws IOException {
        tester.say(request);
        assertThat(ecu.hear()).isEqualTo(request);
        ecu.say(response);
        assertThat(tester.hear()).isEqualTo(response);
    }

    private Partner partner(String lane, String source, String destination) throws IOException {
        int port = freePort();
        Running server = programs.listen(
                0,
                programs.place()
                        .buslane(
                                "run",
                                "--lane",
                                lane,
                                "--",
                                programs.path("isotpserver"),
                                "-l",
                                "" + port,
                                "-s",
                                source,
                                "-d",
                                destination,
                                "can0"));
        return new Partner(server, connect(server, port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** isotpserver opens its CAN socket when somebody has come, and only then takes words. */
    private Socket connect(Running server, int port) {
        Socket[] connected = new Socket[1];
        server.await("listen on port " + port, () -> {
            try {
                connected[0] = new Socket(InetAddress.getLoopbackAddress(), port);
                connected[0].setSoTimeout(PATIENCE_MILLIS);
                return true;
            } catch (IOException notYet) {
                return false;
            }
        });
        programs.gateway().awaitBoundBelow(server, 1);
        return connected[0];
    }

    private record Partner(Running server, Socket socket) implements AutoCloseable {
        void say(String pdu) throws IOException {
            socket.getOutputStream().write(("<" + pdu + ">").getBytes(StandardCharsets.US_ASCII));
        }

        String hear() throws IOException {
            StringBuilder pdu = new StringBuilder();
            InputStream in = socket.getInputStream();
            for (int c = in.read(); c != '>' && c >= 0; c = in.read()) {
                if (c != '<' && c != '\n') {
                    pdu.append((char) c);
                }
            }
            return pdu.toString();
        }

        @Override
        public void close() throws IOException {
            socket.close();
            server.close();
        }
    }
}
