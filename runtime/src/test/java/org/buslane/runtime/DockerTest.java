package org.buslane.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.runtime.FakeMachine.ID;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerTest {
    private static final String SOCKET = "/run/docker.sock";

    private final FakeMachine machine;

    DockerTest(@TempDir Path root) {
        machine = new FakeMachine(root);
        machine.process(52, "sleep", 51);
    }

    private FakeDocker saying(String answer) {
        return new FakeDocker(machine.at(SOCKET), request -> answer);
    }

    @Test
    void aContainerIsAskedForByWhatWasTyped() throws IOException {
        try (FakeDocker docker = saying(FakeDocker.running(ID, "seat", 52))) {
            Container seat = new Container(Engine.DOCKER, ID, "seat", 52, 1052);
            assertThat(machine.found("seat")).isEqualTo(seat);
            assertThat(machine.found("docker:7eee")).isEqualTo(seat);
            assertThat(docker.requests())
                    .containsExactly("GET /containers/seat/json HTTP/1.0", "GET /containers/7eee/json HTTP/1.0");
        }
    }

    @Test
    void whatItFindsByFewerDigitsThanFourIsNotMeant() throws IOException {
        try (FakeDocker docker = saying(FakeDocker.running(ID, "seat", 52))) {
            assertThat(machine.sentence("docker:7ee")).isEqualTo("there is no container 'docker:7ee': asked docker");
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void whatItCannotHaveItIsNotAskedFor() throws IOException {
        try (FakeDocker docker = saying(FakeDocker.running(ID, "seat", 52))) {
            assertThat(machine.sentence("cars/seat")).contains("asked docker;");
            assertThat(docker.requests()).isEmpty();
        }
    }

    @Test
    void aStoppedContainerDoesNotRun() throws IOException {
        String stopped = FakeDocker.ok(
                "{\"Id\":\"%s\",\"Name\":\"/seat\",\"State\":{\"Running\":false,\"Pid\":0}}".formatted(ID));
        try (FakeDocker docker = saying(stopped)) {
            assertThat(machine.sentence("seat")).isEqualTo("container docker:seat does not run");
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void whatItDoesNotKnowItDoesNotKnow() throws IOException {
        try (FakeDocker docker = saying("HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"No such container: seat\"}")) {
            assertThat(machine.sentence("docker:seat")).isEqualTo("there is no container 'docker:seat': asked docker");
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void itsContainersAreNotContainerdsToo() throws IOException {
        machine.containerd("/run/containerd", "moby", ID, 52, "");
        try (FakeDocker docker = saying(FakeDocker.running(ID, "seat", 52))) {
            assertThat(machine.found("7eee").engine()).isEqualTo(Engine.DOCKER);
            assertThat(docker.requests()).hasSize(1);
            assertThat(machine.found("containerd:moby/" + ID).pid())
                    .as("unless asked for")
                    .isEqualTo(52);
        }
    }

    /** podman-docker makes /run/docker.sock a link to Podman's socket. */
    @Test
    void aContainerOfPodmanThatIsToldOfOnDockersSocketIsPodmans() throws IOException {
        machine.podman("seat", 52);
        try (FakeDocker docker = saying(FakeDocker.running(ID, "seat", 52))) {
            assertThat(machine.found("seat").engine()).isEqualTo(Engine.PODMAN);
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP/1.0 500 Oh\\r\\n\\r\\n{"message":"no disk"} | /run/docker.sock: it says HTTP 500, no disk
            HTTP/1.0 500 Oh\\r\\n\\r\\n{"message":"a\\u001b[2Jb"} | /run/docker.sock: it says HTTP 500, a [2Jb
            HTTP/1.0 200 OK\\r\\n\\r\\n{"Id":"\\u001b","Name":"/seat"} | /run/docker.sock: no container can have the id it tells
            HTTP/1.0 400 Bad\\r\\n\\r\\nnot json             | /run/docker.sock: it says HTTP 400
            SSH-2.0-OpenSSH\\r\\n\\r\\n                      | /run/docker.sock: its answer is not HTTP
            HTTP/1.0 200 OK\\r\\nContent                     | /run/docker.sock: its answer is not HTTP
            HTTP/1.0 200 OK\\r\\n\\r\\n                      | /run/docker.sock: it is empty
            HTTP/1.0 200 OK\\r\\n\\r\\n[1,2]                 | /run/docker.sock: its answer has no Id
            HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n5 | /run/docker.sock: it answers in chunks, which HTTP/1.0 does not know
            HTTP/1.0 200 OK\\r\\n\\r\\n{"Id":                | /run/docker.sock: it is not JSON: *
            """)
    void whatItSaysInsteadIsSaid(String answer, String reason) throws IOException {
        try (FakeDocker docker = saying(answer.replace("\\r\\n", "\r\n"))) {
            String sentence = machine.sentence("docker:seat");
            assertThat(sentence)
                    .startsWith("there is no container 'docker:seat': no engine could be asked; not asked docker ("
                            + reason.replace("*", ""));
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void anAnswerLargerThanAnyIsNotReadToItsEnd() throws IOException {
        try (FakeDocker docker = saying(FakeDocker.ok("\"" + "x".repeat(33 << 20)))) {
            assertThat(machine.sentence("seat"))
                    .contains("docker (/run/docker.sock: its answer is larger than 32 MiB)");
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void oneThatDoesNotAnswerIsNotWaitedForForever() throws IOException {
        try (FakeDocker docker = saying("")) {
            Finding finding = new Containers(machine.machine(), Duration.ofMillis(200)).find("docker:seat");
            assertThat(finding)
                    .isEqualTo(new Finding.Unknown(
                            "docker:seat",
                            List.of(),
                            List.of("docker (/run/docker.sock: it did not answer within 0.2 s)")));
            assertThat(docker.requests()).hasSizeLessThan(2);
        }
    }

    /** Its queue is full, so that connect() waits. */
    @Test
    void oneThatDoesNotEvenAcceptIsNotWaitedForForever() throws IOException, InterruptedException {
        Path socket = machine.at(SOCKET);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        machine.folder("/run");
        try (ServerSocketChannel server =
                        ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address, 1);
                SocketChannel first = SocketChannel.open(address);
                SocketChannel second = SocketChannel.open(address)) {
            assertThat(List.of(server.isOpen(), first.isConnected(), second.isConnected()))
                    .containsOnly(true);
            Finding finding = new Containers(machine.machine(), Duration.ofMillis(200)).find("docker:seat");
            assertThat(((Finding.Unknown) finding).sentence()).endsWith("did not answer within 0.2 s)");
            for (Thread each : Thread.getAllStackTraces().keySet()) {
                if (each.getName().equals("asking " + socket)) {
                    assertThat(each.join(Duration.ofSeconds(20)))
                            .as("its thread ends")
                            .isTrue();
                }
            }
        }
    }

    @Test
    void aSocketThatNobodyListensOnIsSaid() throws IOException {
        saying("").close();
        assertThat(machine.sentence("docker:seat")).endsWith("not asked docker (/run/docker.sock: Connection refused)");
    }

    @Test
    void theSocketIsWhereTheVariableSays() throws IOException {
        machine.with("DOCKER_HOST", "unix:///tmp/my.sock");
        try (FakeDocker docker = new FakeDocker(machine.at("/tmp/my.sock"), _ -> FakeDocker.running(ID, "seat", 52))) {
            assertThat(machine.found("seat").pid()).isEqualTo(52);
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void aUsersOwnDockerIsAskedForThatUser() throws IOException {
        machine.process(51, "containerd-shim", 1);
        long uid = machine.ordinaryOwner(51);
        machine.of(uid).with("XDG_RUNTIME_DIR", "/run/user/5");
        Path socket = machine.at("/run/user/5/docker.sock");
        try (FakeDocker docker = new FakeDocker(socket, request -> FakeDocker.running(ID, "seat", 52))) {
            assertThat(machine.found("seat").pid()).isEqualTo(52);
            machine.process(52, "sleep", 1);
            assertThat(machine.find("seat")).as("a pid that is not the user's").isInstanceOf(Finding.NotRunning.class);
            assertThat(docker.requests()).hasSize(2);
        }
    }

    @Test
    void anotherMachinesDockerHasNoPidsHere() {
        machine.with("DOCKER_HOST", "tcp://10.0.0.1:2375");
        assertThat(machine.sentence("docker:seat"))
                .endsWith("not asked docker (DOCKER_HOST is tcp://10.0.0.1:2375, and only a unix:///... is of this"
                        + " machine)");
    }
}
