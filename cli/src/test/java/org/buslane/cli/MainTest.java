package org.buslane.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.folder.Caller;
import org.buslane.node.gateway.Gateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands in this process against a gateway in this process. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MainTest {
    @TempDir
    private Path folder;

    @TempDir
    private Path files;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private Caller caller;
    private Gateway gateway;

    @BeforeEach
    void aGatewayRuns() {
        Caller self = Caller.ofThisProcess();
        Map<String, String> environment = new HashMap<>(self.environment());
        environment.keySet().removeAll(List.of("XDG_RUNTIME_DIR", "NOTIFY_SOCKET"));
        environment.put("BUSLANE_RUNDIR", folder.toString());
        caller = new Caller(self.uid(), self.uidMap(), environment, folder);
        gateway = Gateway.start(GatewayConfig.parse("t.yaml", "buses: [can0, {name: can1, kind: classic}]"), caller);
    }

    @AfterEach
    void itEnds() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                                       | 2 | which command? `buslane help` lists them
                    sned can0          | 2 | there is no command 'sned'; `buslane help` lists them
                    help sned          | 2 | there is no help for 'sned'; `buslane help` lists the commands
                    send               | 2 | Missing required parameter*; `buslane help send` says what it takes
                    send can0          | 2 | Missing required parameter*; `buslane help send` says what it takes
                    send can7 123#     | 1 | there is no bus 'can7'; there is can0, can1
                    send can0 12#      | 1 | '12#' is no frame: column *
                    send can1 123##0   | 1 | bus can1 carries classic frames only, so not 123##4
                    status --yaml      | 2 | Unknown option: '--yaml'; `buslane help status` says what it takes
                    status now         | 2 | Unmatched argument at index 0: 'now'; `buslane help status` says what it takes
                    bus sideways can0  | 2 | a bus goes up or down, not 'sideways'; `buslane help bus` says what it takes
                    bus up can0 --bitrate 500k | 1 | can0 is a virtual bus, which has no bit rate, no queue length and no modes of a CAN card
                    bus up can0 --bitrate fast | 1 | --bitrate is a number of bits per second such as 500000, 500k or 2M, not 'fast'
                    bus up can0 --sample-point .8 | 2 | --sample-point goes with --bitrate; `buslane help bus` says what it takes
                    bus up can0 --bitrate 1M --sample-point 2 | 1 | --sample-point is a part of a bit such as 0.875, not '2'
                    bus up can0 --fd maybe | 2 | --fd is on or off, not 'maybe'; `buslane help bus` says what it takes
                    bus down can0 --fd on | 2 | a bus that goes down takes no --fd; `buslane help bus` says what it takes
                    bus up can7 --dry-run | 1 | there is no bus 'can7'; there is can0, can1
                    bus up lo          | 1 | lo is no CAN interface
                    bus up can7        | 1 | there is no bus 'can7'; there is can0, can1
                    gw                 | 2 | Missing required parameter*; `buslane help gw` says what it takes
                    doctor can0        | 2 | Unmatched argument at index 0: 'can0'; `buslane help doctor` says what it takes
                    gw flush           | 2 | what to do with rules is add, delete, list or apply, not 'flush'; `buslane help gw` says what it takes
                    gw list now        | 2 | gw list takes --json or nothing, not 'now'; `buslane help gw` says what it takes
                    gw delete          | 1 | gw delete deletes one rule, since others have rules there too: *and its other words
                    gw add -s can0     | 1 | to which interface? -d says it
                    gw apply           | 2 | gw apply takes --config FILE and --dry-run; `buslane help gw` says what it takes
                    dump can0 123      | 1 | '123' is no filter: *
                    dump can0 --count 0| 2 | --count is a number of frames from 1 on, not '0'; `buslane help dump` says what it takes
                    dump can7          | 1 | there is no bus 'can7'; there is can0, can1
                    play /none.log     | 1 | there is no file /none.log
                    play - --speed 0   | 2 | --speed is a positive number, not '0'; `buslane help play` says what it takes
                    play - --speed x   | 2 | --speed is a positive number, not 'x'; `buslane help play` says what it takes
                    play - --speed 2 --no-wait | 2 | --speed says how to wait and --no-wait not to: *; `buslane help play` says what it takes
                    play - --as =can0  | 2 | '=can0' is neither BUS nor FROM=BUS; `buslane help play` says what it takes
                    up --config /none  | 1 | there is no file /none
                    up                 | 1 | a gateway (process * is running in *
                    """)
    void aMistakeIsOneSentenceAndAnExitCode(String line, int code, String sentence) {
        List<String> words = line == null ? List.of() : List.of(line.strip().split(" +", -1));

        assertThat(Main.run(words, console(""))).isEqualTo(code);

        assertThat(text(errors)).hasLineCount(1).startsWith("buslane: ").endsWith("\n");
        String said = text(errors).substring("buslane: ".length()).strip();
        String[] parts = sentence.split("\\*", -1);
        assertThat(said).startsWith(parts[0]).endsWith(parts[parts.length - 1]);
        assertThat(out.size()).isZero();
    }

    @Test
    void framesGoFromSendToDump() {
        Thread dump = dumping("--count", "3");
        assertThat(Main.run(List.of("send", "can0", "123#DEADBEEF", "123##1AABB"), console("")))
                .isZero();
        assertThat(Main.run(List.of("send", "can0", "-"), console("(1.000000) vcan4 7FF#R\n")))
                .isZero();
        join(dump);

        assertThat(frames()).containsExactly("can0 123#DEADBEEF", "can0 123##5AABB", "can0 7FF#R");
        assertThat(text(errors)).isEmpty();
    }

    @Test
    void whatIsDumpedIsSentAgain() {
        Thread dump = dumping("--count", "2");
        Main.run(List.of("send", "can0", "123#DE", "12345678#R8_F"), console(""));
        join(dump);
        String recorded = text(out);
        out.reset();

        Thread again = dumping("--count", "2");
        assertThat(Main.run(List.of("send", "can0", "-"), console(recorded))).isZero();
        join(again);

        assertThat(frames()).containsExactly("can0 123#DE", "can0 12345678#R8_F");
    }

    @Test
    void aMalformedLineOfStandardInputIsNamed() {
        assertThat(Main.run(List.of("send", "can0", "-"), console("123#\n\n12#\n")))
                .isEqualTo(1);

        assertThat(text(errors)).startsWith("buslane: stdin line 3: column ");
    }

    @Test
    void aRecordingIsPlayedWhereItIsToGo() throws IOException {
        Path log = Files.writeString(files.resolve("r.log"), "(5.000000) vcan9 123#11\n(5.000100) vcan9 124#22\n");
        Thread dump = dumping("--count", "2");

        assertThat(Main.run(List.of("play", log.toString(), "--as", "can0"), console("")))
                .isZero();
        join(dump);

        assertThat(text(out)).contains("2 frames played\n");
        assertThat(frames()).contains("can0 123#11", "can0 124#22");
    }

    @Test
    void aMistakeInARecordingIsFoundBeforeAnythingIsSent() throws IOException {
        Path log = Files.writeString(files.resolve("r.log"), "(5.000000) can0 123#11\n(5.0) can0 124#22\n");

        assertThat(Main.run(List.of("play", log.toString()), console(""))).isEqualTo(1);

        assertThat(text(errors)).startsWith("buslane: " + log + ":2: column ");
        assertThat(gateway.status().buses().getFirst().frames()).isZero();
    }

    @Test
    void anInterfaceWithoutABusIsNamedWithItsLine() throws IOException {
        Path log = Files.writeString(files.resolve("r.log"), "(5.000000) vcan9 123#11\n");

        assertThat(Main.run(List.of("play", log.toString()), console(""))).isEqualTo(1);

        assertThat(text(errors)).isEqualTo("buslane: " + log + ":1: there is no bus 'vcan9'; there is can0, can1\n");
    }

    @Test
    void aFileWithoutFramesIsNoRecording() throws IOException {
        Path log = Files.writeString(files.resolve("r.log"), "nothing\n");

        assertThat(Main.run(List.of("play", log.toString()), console(""))).isEqualTo(1);

        assertThat(text(errors))
                .startsWith("buslane: " + log + " has no frame: neither pcapng, ASC nor candump's log lines");
    }

    @Test
    void theStatusIsForPeopleOrForPrograms() {
        Main.run(List.of("bus", "down", "can1"), console(""));
        assertThat(Main.run(List.of("status"), console(""))).isZero();
        assertThat(text(out))
                .contains("can0  fd       up")
                .contains("can1  classic  down")
                .contains("lane local, " + folder);
        out.reset();

        assertThat(Main.run(List.of("status", "--json"), console(""))).isZero();
        assertThat(text(out))
                .startsWith("{\"gateway\":{\"pid\":")
                .endsWith("}\n")
                .hasLineCount(1);
    }

    @Test
    void whatWouldBeDoneToAVirtualBusIsSaid() {
        assertThat(Main.run(List.of("bus", "down", "can0", "--dry-run"), console("")))
                .isZero();

        assertThat(text(out)).isEqualTo("the gateway sets its bus can0 down\n");
        assertThat(gateway.status().buses().getFirst().up()).isTrue();
    }

    @Test
    void prettyLinesAreForPeople() {
        Thread dump = dumping("--count", "1", "--pretty");
        Main.run(List.of("send", "can0", "123#DEADBEEF"), console(""));
        join(dump);

        assertThat(text(out)).isEqualTo("  can0  123   [4]  DE AD BE EF\n");
    }

    @Test
    void aClosedPipeEndsTheDumpWithoutComplaint() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Console console = new Console(caller, input(""), closed, new PrintStream(errors));
        int[] code = {-1};
        Thread dump = start(() -> code[0] = Main.run(List.of("dump", "can0"), console));
        Main.run(List.of("send", "can0", "123#"), console(""));
        join(dump);

        assertThat(code[0]).isZero();
        assertThat(text(errors)).isEmpty();
    }

    @Test
    void helpTellsOfEveryCommand() {
        assertThat(Main.run(List.of("help"), console(""))).isZero();
        assertThat(text(out)).contains(Commands.NAMES);
        for (String command : Commands.NAMES) {
            out.reset();
            assertThat(Main.run(List.of("help", command), console(""))).isZero();
            assertThat(text(out)).startsWith("Usage: buslane " + command);
            String help = text(out);
            out.reset();
            assertThat(Main.run(List.of(command, "--help"), console(""))).isZero();
            assertThat(text(out)).isEqualTo(help);
        }
    }

    @Test
    void theVersionIsTheBuilds() {
        assertThat(Main.run(List.of("--version"), console(""))).isZero();
        assertThat(text(out)).matches("buslane \\d+\\.\\d+\\.\\d+.*\n");
    }

    /** Starts a dump of can0, and returns when it is attached. */
    private Thread dumping(String... options) {
        List<String> words = new ArrayList<>(List.of("dump", "can0"));
        words.addAll(List.of(options));
        return start(() -> Main.run(words, console("")));
    }

    private Thread start(Runnable command) {
        int before = sockets();
        Thread thread = Thread.ofPlatform().start(command);
        while (sockets() == before && thread.isAlive()) {
            Thread.onSpinWait();
        }
        return thread;
    }

    /** Bound ones: what is sent from now on reaches them. */
    private int sockets() {
        return gateway.status().buses().getFirst().sockets();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private List<String> frames() {
        return text(out)
                .lines()
                .filter(line -> line.startsWith("("))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private Console console(String in) {
        return new Console(caller, input(in), out, new PrintStream(errors, true, StandardCharsets.UTF_8));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static ByteArrayInputStream input(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
