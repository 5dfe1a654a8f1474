package org.buslane.node.certs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.buslane.linux.Errno;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.TcpConnection;
import org.buslane.linux.inet.TcpListener;
import org.buslane.linux.stream.ByteStream;
import org.buslane.tunnel.line.TlsContext;
import org.buslane.tunnel.line.TlsFiles;
import org.buslane.tunnel.line.TlsHandshake;
import org.buslane.tunnel.line.TlsHandshake.Step;
import org.buslane.tunnel.line.TlsLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our certificates and our TLS, with OpenSSL at the other end: that of Python, as strict as it can be. */
@Timeout(120)
class OpensslTest {
    private static final String BEGIN = """
            import socket, ssl, sys
            def context(purpose):
                made = ssl.create_default_context(purpose, cafile="ca.pem")
                made.verify_flags |= ssl.VERIFY_X509_STRICT
                return made
            """;

    private static final String CLIENT = BEGIN + """
            made = context(ssl.Purpose.SERVER_AUTH)
            made.load_cert_chain("logger.pem", "logger.key")
            with made.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1]))),
                                  server_hostname=sys.argv[2]) as wire:
                assert wire.recv(100) == b"< hi >"
                wire.sendall(b"< open can0 >")
                assert wire.recv(100) == b"< ok >"
                print(wire.version())
            """;

    private static final String OLD_CLIENT = BEGIN + """
            made = context(ssl.Purpose.SERVER_AUTH)
            made.maximum_version = ssl.TLSVersion.TLSv1_2
            try:
                made.wrap_socket(socket.create_connection(("127.0.0.1", int(sys.argv[1]))), server_hostname="gw.example")
            except ssl.SSLError as refused:
                print(refused.reason)
            """;

    private static final String SERVER = BEGIN + """
            made = context(ssl.Purpose.CLIENT_AUTH)
            made.verify_mode = ssl.CERT_REQUIRED
            made.load_cert_chain("gw.example.pem", "gw.example.key")
            with socket.create_server(("127.0.0.1", 0)) as door:
                print(door.getsockname()[1], flush=True)
                with made.wrap_socket(door.accept()[0], server_side=True) as wire:
                    print(dict(pair[0] for pair in wire.getpeercert()["subject"])["commonName"])
                    wire.sendall(b"< hi >")
                    assert wire.recv(100) == b"< open can0 >"
                    wire.sendall(b"< ok >")
                    assert wire.recv(100) == b""
            """;

    @TempDir
    private Path folder;

    private final List<AutoCloseable> closing = new ArrayList<>();

    @BeforeEach
    void make() {
        BenchCerts.make(
                CertsOrder.parse(folder, "gw.example,127.0.0.1", "logger", "30", false),
                Instant.now(),
                new SecureRandom());
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : closing.reversed()) {
            each.close();
        }
    }

    @Test
    void itsClientComesToUsByNameAndByAddress() throws Exception {
        for (String host : List.of("gw.example", "127.0.0.1")) {
            TcpListener listener = listen();
            Process client = python(CLIENT, Integer.toString(listener.local().port()), host);
            TlsHandshake handshake = TlsContext.server(files("gw.example")).accept(accept(listener));
            await(() -> step(handshake) == Step.DONE);
            TlsLine line = owned(handshake.line());
            assertThat(line.peer()).contains("logger");
            say(line, "< hi >");
            assertThat(hear(line)).isEqualTo("< open can0 >");
            say(line, "< ok >");
            assertThat(said(client)).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void weComeToItsServer() throws Exception {
        Process server = python(SERVER);
        BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        InetPlace place = InetPlace.parse("127.0.0.1:" + lines.readLine());
        ByteStream stream = TcpConnection.begin(place, "a test's client");
        TlsHandshake handshake = TlsContext.client(files("logger")).connect(stream, "gw.example", place.port());
        await(() -> step(handshake) == Step.DONE);
        TlsLine line = owned(handshake.line());
        assertThat(line.peer()).contains("gw.example");
        assertThat(hear(line)).isEqualTo("< hi >");
        say(line, "< open can0 >");
        assertThat(hear(line)).isEqualTo("< ok >");
        line.close();
        assertThat(lines.lines().collect(Collectors.joining("\n"))).isEqualTo("logger");
        assertThat(server.waitFor()).isZero();
    }

    @Test
    void whatHasNoTls13IsRefused() throws Exception {
        TcpListener listener = listen();
        Process client = python(OLD_CLIENT, Integer.toString(listener.local().port()));
        TlsHandshake handshake = TlsContext.server(files("gw.example")).accept(accept(listener));
        await(() -> handshake.step() == Step.FAILED);
        handshake.close();
        assertThat(handshake.why()).isEqualTo("it has no TLS 1.3");
        assertThat(said(client)).isEqualTo("TLSV1_ALERT_PROTOCOL_VERSION");
    }

    private TcpListener listen() {
        TcpListener listener = TcpListener.listen(InetPlace.parse("127.0.0.1:0"));
        closing.add(listener);
        return listener;
    }

    private static ByteStream accept(TcpListener listener) {
        List<ByteStream> one = new ArrayList<>();
        await(() -> {
            listener.accept().ifPresent(next -> one.add(next.stream()));
            return !one.isEmpty();
        });
        return one.getFirst();
    }

    private TlsLine owned(TlsLine line) {
        closing.add(line);
        return line;
    }

    private static Step step(TlsHandshake handshake) {
        Step step = handshake.step();
        assertThat(handshake.why()).isEmpty();
        return step;
    }

    private TlsFiles files(String name) {
        return new TlsFiles(
                Optional.of(folder.resolve(name + ".pem")),
                Optional.of(folder.resolve(name + ".key")),
                Optional.of(folder.resolve("ca.pem")));
    }

    private Process python(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("python3", "-c"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        closing.add(process::destroyForcibly);
        return process;
    }

    private static String said(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.inputReader(StandardCharsets.UTF_8).lines().collect(Collectors.joining("\n"));
    }

    private static void say(TlsLine line, String words) {
        MemorySegment memory = Arena.ofAuto().allocateFrom(words);
        assertThat(line.write(memory, 0, words.length())).isEqualTo(words.length());
    }

    private static String hear(TlsLine line) {
        MemorySegment memory = Arena.ofAuto().allocate(100);
        int[] count = {-Errno.EAGAIN};
        await(() -> (count[0] = line.read(memory, 0, 100)) != -Errno.EAGAIN);
        assertThat(count[0]).as("read says %s", line.why()).isNotNegative();
        return new String(memory.asSlice(0, count[0]).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.US_ASCII);
    }

    /** The test's own deadline ends what never comes. */
    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean() && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(100_000);
        }
    }
}
