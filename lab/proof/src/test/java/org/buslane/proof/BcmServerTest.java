package org.buslane.proof;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Debian's bcmserver: somebody's words over TCP become broadcast managers. */
@Timeout(120)
@ExtendWith(PlaceExtension.class)
class BcmServerTest {
    private static final int PORT = 28600;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Programs programs;

    BcmServerTest(Programs programs) {
        this.programs = programs;
    }

    @Test
    void cyclicFramesAndChangesGoThroughIt() throws IOException {
        try (Running _ = programs.command("bcmserver").start();
                Socket client = connected()) {
            client.setSoTimeout((int) PATIENCE.toMillis());
            try (Running candump = programs.listen("candump", "-L", "-n", "3", "can0,123:7FF")) {
                say(client, "< can0 A 0 10000 123 2 11 22 >");
                List<String> lines = candump.finish().successfully().outLines();
                assertThat(lines).hasSize(3).allMatch(line -> line.endsWith("123#1122"));
            }
            say(client, "< can0 D 0 0 123 0 >< can0 R 0 0 321 2 FF FF >");
            assertThat(heard(client)).isEqualTo("< can0 321 2 AA BB >");
        }
    }

    private static Socket connected() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), PORT);
            } catch (ConnectException e) {
                if (System.nanoTime() - end > 0) {
                    throw new AssertionError("bcmserver does not listen", e);
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void say(Socket client, String words) throws IOException {
        client.getOutputStream().write(words.getBytes(US_ASCII));
        client.getOutputStream().flush();
    }

    /** Sends frames until one is told of: that the filter is there nobody says. */
    private String heard(Socket client) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        InputStream in = client.getInputStream();
        while (in.available() == 0) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("bcmserver tells of no change");
            }
            programs.command("cansend", "can0", "321#AABB").finish().successfully();
        }
        StringBuilder words = new StringBuilder();
        while (words.isEmpty() || words.charAt(words.length() - 1) != '>') {
            words.append((char) in.read());
        }
        return words.toString();
    }
}
