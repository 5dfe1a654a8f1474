package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** can-utils' canlogserver, which is SavvyCAN's way in, too: a line of candump's over TCP for each frame. */
@ExtendWith(PlaceExtension.class)
class CanlogserverTest {
    private static final int SECONDS = 30;

    private final Programs programs;

    CanlogserverTest(Programs programs) {
        this.programs = programs;
    }

    @Test
    void tellsEachClientOfEachFrame() throws IOException {
        int port = freePort();
        try (Running server = programs.command("canlogserver", "-p", Integer.toString(port), "can0", "can1")
                        .start();
                Socket first = connect(server, port);
                Socket second = connect(server, port)) {
            // It opens its sockets anew for each client, in a child.
            programs.gateway().awaitBoundBelow(server, 4);
            programs.send("can0", "123#01", "18DAF110#02", "123##3AABB");
            for (Socket client : List.of(first, second)) {
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                assertThat(Stream.of(lines.readLine(), lines.readLine(), lines.readLine())
                                .map(line -> line.replaceFirst("^\\([0-9.]+\\) +", "")))
                        .containsExactly("can0 123#01", "can0 18DAF110#02", "can0 123##7AABB");
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Socket connect(Running server, int port) throws IOException {
        Deadline deadline = Deadline.in(Duration.ofSeconds(SECONDS));
        while (true) {
            try {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setSoTimeout(SECONDS * 1000);
                return socket;
            } catch (IOException e) {
                assertThat(server.isAlive() && !deadline.isOver())
                        .as("canlogserver listens")
                        .isTrue();
                Thread.onSpinWait();
            }
        }
    }
}
