package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@code buslane tunnel socketcand}, and what is installed as {@code socketcand}, on virtual buses, for Debian's
 * python3-can and for clients that are written down here.
 */
@ExtendWith(PlaceExtension.class)
class SocketcandCommandTest {
    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final String port = FreePort.tcp();

    @BeforeEach
    void twoBusesAreThere(Place place) {
        place.up("--config", place.file("two.yaml", "buses: [can0, can1]").toString());
    }

    private Running server(Place place, String... more) {
        return serverThatSays(place, "clients read everything and write everything", more);
    }

    private Running serverThatSays(Place place, String words, String... more) {
        List<String> line = new ArrayList<>(List.of("tunnel", "socketcand", "-i", "can0,can1", "-l", "lo", "-p", port));
        line.addAll(List.of(more));
        Running server =
                place.buslane(line.toArray(String[]::new)).within(LIFETIME).start();
        server.awaitWords(words);
        return server;
    }

    private Command python(Place place, String what) {
        Path root = Checkout.underTest().root();
        return place.command(
                        "python3",
                        root.resolve("lab/proof/src/test/py/daemon_bus.py").toString(),
                        what,
                        port,
                        "can0")
                .with(
                        "PYTHONPATH",
                        root.resolve("build/debian/usr/lib/python3/dist-packages")
                                .toString())
                .within(LIFETIME);
    }

    private static void send(Place place, String bus, String... frames) {
        for (String frame : frames) {
            place.run("cansend", bus, frame).finish().successfully();
        }
    }

    @Test
    void programsOfPythonCanAreOnTheBus(Place place) {
        try (Running server = server(place);
                Running python = python(place, "talk").start();
                Running candump = place.run("candump", "-L", "-n", "3", "can0").start()) {
            python.awaitWords("connected");
            candump.await("hear frames", () -> {
                if (candump.out().isEmpty() && python.out().size() == 1) {
                    send(place, "can0", "123#DEADBEEF");
                }
                return candump.out().size() == 3;
            });

            assertThat(python.finish().successfully().outLines())
                    .contains(
                            "first 123 deadbeef",
                            "second 123 deadbeef",
                            "second 321 01ab03",
                            "first 7FF 0001020304050607");
            assertThat(CandumpLog.frames(candump.out())).contains("can0 321#01AB03", "can0 7FF#0001020304050607");
            Finished ended = server.interrupt();
            assertThat(ended.status()).isZero();
            assertThat(ended.outLines())
                    .anyMatch(line -> line.startsWith("can0, a virtual bus of the gateway at "))
                    .anyMatch(line -> line.startsWith("listening at 127.0.0.1:%s/tcp".formatted(port)))
                    .anyMatch(line -> line.startsWith("Shutting down. 2 clients came, 0 of them were refused"));
        }
    }

    @Test
    void pythonCanGetsThroughItsGreetingOnABusyBus(Place place) {
        try (Running _ = server(place);
                Running _ = place.run("cangen", "-g", "1", "-e", "can0")
                        .within(LIFETIME)
                        .start()) {
            assertThat(python(place, "greet").finish().successfully().outLines())
                    .containsExactly("greeted");
        }
    }

    @Test
    void itTellsOfItselfAsPythonCanWantsIt(Place place) {
        try (Running _ = server(place, "--description", "the <bench>")) {
            assertThat(python(place, "beacon").finish().successfully().outLines())
                    .containsExactly("CANBeacon SocketCAN the <bench> 127.0.0.1 can0 can1");
        }
    }

    @Test
    void framesLookAsTheOriginalsDo(Place place) throws IOException {
        try (Running _ = server(place);
                Socket client = rawClient()) {
            send(place, "can0", "123#DEADBEEF", "12345678#1122", "123#R4", "123##1AA", "7FF#");
            assertThat(read(client, "< frame 7FF "))
                    .matches(
                            "< frame 123 \\d{10}\\.\\d{6} DEADBEEF >< frame 12345678 \\d{10}\\.\\d{6} 1122 >< frame 7FF ");
            assertThat(read(client, ">")).matches("\\d{10}\\.\\d{6}  >");
        }
    }

    private Socket rawClient() throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
        client.setSoTimeout((int) LIFETIME.toMillis());
        assertThat(read(client, "< hi >")).isEqualTo("< hi >");
        say(client, "< open can0 >");
        assertThat(read(client, "< ok >")).isEqualTo("< ok >");
        say(client, "< rawmode >");
        assertThat(read(client, "< ok >")).isEqualTo("< ok >");
        return client;
    }

    private static void say(Socket client, String commands) {
        try {
            client.getOutputStream().write(commands.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Until it ends so. */
    private static String read(Socket client, String end) throws IOException {
        InputStream in = client.getInputStream();
        StringBuilder text = new StringBuilder();
        while (text.length() < end.length() || text.lastIndexOf(end) != text.length() - end.length()) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("ended after " + text);
            }
            text.append((char) next);
        }
        return text.toString();
    }

    @Test
    void clientsReadAndWriteWhatTheyMay(Place place) throws IOException {
        try (Running server = serverThatSays(
                        place, "clients read 123 and write 7FF", "--read", "123", "--write", "7FF", "-n");
                Running candump = place.run("candump", "-L", "-n", "2", "can0").start();
                Socket client = rawClient()) {
            candump.await("hear its own bus", () -> {
                say(client, "< send 700 1 AA >< send 7FF 1 AA >");
                send(place, "can0", "124#", "123#01");
                return candump.out().size() == 2;
            });
            assertThat(read(client, " 01 >")).matches("< frame 123 \\d{10}\\.\\d{6} 01 >");
            assertThat(CandumpLog.frames(candump.out())).doesNotContain("can0 700#AA");
            assertThat(server.interrupt().outLines())
                    .anyMatch(line -> line.matches("received from .*: in \\d+ = delivered \\d+ \\+ denied \\d+"));
        }
    }

    @Test
    void underTheOriginalsNameItIsThatCommand(Place place) throws IOException {
        Path link = Files.createSymbolicLink(
                place.folder().resolve("socketcand"), place.checkout().launcher());
        assertThat(place.command(link.toString(), "--verbose", "--interface", "can1", "--li", "nowhere")
                        .finish()
                        .errLines())
                .singleElement()
                .asString()
                .startsWith("buslane: there is no interface 'nowhere' with an address to listen at; there is ")
                .contains("lo (127.0.0.1");
        Command script = place.command(
                place.checkout()
                        .launcher()
                        .resolveSibling("deploy/compat/socketcand")
                        .toString(),
                "-z");
        assertThat(script.finish().successfully().outLines())
                .singleElement()
                .asString()
                .startsWith("socketcand of buslane ");
        assertThat(place.command(link.toString(), "--ver").finish().errLines())
                .singleElement()
                .asString()
                .startsWith("buslane: --ver may be --verbose or --version");
    }

    @Test
    void whoCannotListenSaysSoAndEnds(Place place) throws IOException {
        try (ServerSocket _ = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            Finished ended = place.buslane("tunnel", "socketcand", "-i", "can0", "-l", "127.0.0.1", "-p", port)
                    .finish();

            assertThat(ended.status()).isEqualTo(1);
            assertThat(ended.errLines())
                    .contains("buslane: bind tcp 127.0.0.1:%s: EADDRINUSE (address already in use)".formatted(port));
        }
    }
}
