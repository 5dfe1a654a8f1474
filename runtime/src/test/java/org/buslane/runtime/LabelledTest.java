package org.buslane.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.buslane.runtime.FakeMachine.ID;
import static org.buslane.runtime.FakeMachine.OTHER_ID;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledTest {
    private static final String DOCKER = "/run/docker.sock";
    private static final String PODMAN = "/run/podman/podman.sock";
    private static final String GRAPH = "/var/lib/containers/storage/overlay-containers/";
    private static final String BODY = "{\"can\":\"body\",\"other\":\"\"}";

    private final FakeMachine machine;

    LabelledTest(@TempDir Path root) {
        machine = new FakeMachine(root);
    }

    /** With a container {@code seat}, that is labelled so in its list, and {@code door}, that has no labels. */
    private FakeDocker docker(String labels) {
        machine.process(52, "sleep", 51);
        machine.process(62, "sleep", 61);
        return new FakeDocker(machine.at(DOCKER), request -> {
            if (request.contains("/containers/json")) {
                return FakeDocker.ok(
                        "[%s,%s]".formatted(FakeDocker.listed(ID, labels), FakeDocker.listed(OTHER_ID, "null")));
            }
            return request.contains(ID) ? FakeDocker.running(ID, "seat", 52) : FakeDocker.running(OTHER_ID, "door", 62);
        });
    }

    @Test
    void dockerIsAskedForALabel() throws IOException {
        try (FakeDocker docker = docker(BODY)) {
            assertThat(machine.containers().labelled("can", Optional.of("body")))
                    .containsExactly(new Container(Engine.DOCKER, ID, "seat", 52, 1052));
            assertThat(docker.requests())
                    .containsExactly(
                            "GET /containers/json?filters=%7B%22label%22%3A%5B%22can%3Dbody%22%5D%7D HTTP/1.0",
                            "GET /containers/" + ID + "/json HTTP/1.0");
        }
    }

    @Test
    void aKeyAloneIsAnyValueAndAnEmptyValueOnlyAnEmptyOne() throws IOException {
        try (FakeDocker docker = docker(BODY)) {
            assertThat(machine.labelled("can")).containsExactly("docker:seat");
            assertThat(machine.labelled("other")).containsExactly("docker:seat");
            assertThat(machine.labelled("other", "")).containsExactly("docker:seat");
            assertThat(machine.labelled("can", "")).isEmpty();
            assertThat(machine.labelled("can", "bod")).as("no pattern").isEmpty();
            assertThat(machine.labelled("ca")).isEmpty();
            assertThat(docker.requests()).hasSize(9);
        }
    }

    @Test
    void aLabelMayHaveAnythingInIt() throws IOException {
        try (FakeDocker docker = docker("{\"the \\\"can\\\"\":\"a+b & \\\\c\"}")) {
            assertThat(machine.labelled("the \"can\"", "a+b & \\c")).containsExactly("docker:seat");
            assertThat(docker.requests())
                    .first()
                    .isEqualTo("GET /containers/json?filters=%7B%22label%22%3A%5B%22the%20%5C%22can%5C%22%3Da%2Bb%20%26"
                            + "%20%5C%5Cc%22%5D%7D HTTP/1.0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb"})
    void whatIsNoLabelIsNotLookedFor(String key) {
        assertThatThrownBy(() -> machine.labelled(key)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whatever stands there is part of a path of the next question. */
    @Test
    void anIdThatIsNoneIsNotAskedFor() throws IOException {
        String list = FakeDocker.ok("[%s]".formatted(FakeDocker.listed("../info?", BODY)));
        try (FakeDocker docker = new FakeDocker(machine.at(DOCKER), request -> list)) {
            assertThat(machine.labelled("can")).isEmpty();
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void aContainerThatEndsWhileItIsAskedForHidesNoOther() throws IOException {
        machine.process(62, "sleep", 61);
        try (FakeDocker docker = new FakeDocker(machine.at(DOCKER), request -> {
            if (request.contains("/containers/json")) {
                return FakeDocker.ok(
                        "[%s,%s]".formatted(FakeDocker.listed(ID, BODY), FakeDocker.listed(OTHER_ID, BODY)));
            }
            return request.contains(ID)
                    ? "HTTP/1.0 404 Not Found\r\n\r\n{\"message\":\"No such container\"}"
                    : FakeDocker.running(OTHER_ID, "door", 62);
        })) {
            assertThat(machine.labelled("can")).containsExactly("docker:door");
            assertThat(docker.requests()).hasSize(3);
        }
    }

    @Test
    void annotationsOfPodmansContainersAreLabels() {
        machine.podman("seat", 52);
        machine.file(GRAPH + ID + "/userdata/config.json", "{\"annotations\":" + BODY + "}");
        assertThat(machine.labelled("can", "body")).containsExactly("podman:seat");
        assertThat(machine.labelled("can", "door")).isEmpty();
        machine.process(52, "sleep", 1);
        assertThat(machine.labelled("can", "body")).as("it has ended").isEmpty();
    }

    @Test
    void podmansApiIsAskedOnceForEachContainerThatComes() throws IOException {
        machine.podman("seat", 52);
        String list = FakeDocker.ok("[%s]".formatted(FakeDocker.listed(ID, BODY)));
        try (FakeDocker podman = new FakeDocker(machine.at(PODMAN), request -> list)) {
            Containers containers = machine.containers();
            for (int i = 0; i < 3; i++) {
                assertThat(FakeMachine.names(containers.labelled("can", Optional.of("body"))))
                        .containsExactly("podman:seat");
                assertThat(containers.labelled("door", Optional.empty())).isEmpty();
            }
            assertThat(podman.requests()).containsExactly("GET /containers/json HTTP/1.0");
            machine.podman(
                    "/var/lib/containers/storage",
                    "/run/containers/storage",
                    OTHER_ID,
                    62,
                    FakeMachine.podmanList("door", OTHER_ID));
            assertThat(containers.labelled("can", Optional.empty())).isEmpty();
            assertThat(podman.requests()).hasSize(2);
        }
    }

    /** Else its API could have root take anybody's container for the labelled one. */
    @Test
    void podmansApiTellsOnlyOfContainersThatItsFilesTellOf() throws IOException {
        machine.podman("seat", 52);
        String list = FakeDocker.ok("[%s]".formatted(FakeDocker.listed(OTHER_ID, BODY)));
        try (FakeDocker podman = new FakeDocker(machine.at(PODMAN), request -> list)) {
            assertThat(machine.labelled("can")).isEmpty();
            assertThat(podman.requests()).hasSize(1);
        }
    }

    @Test
    void annotationsOfContainerdsTasksAreLabels() {
        machine.containerd("/run/containerd", "default", "seat", 52, "\"can\":\"body\"");
        machine.containerd("/run/k3s/containerd", "default", ID, 62, "\"can\":\"body\",\"nerdctl/name\":\"door\"");
        machine.containerd("/run/containerd", "default", "roof", 72, "");
        assertThat(machine.labelled("can", "body"))
                .containsExactly("containerd:default/seat", "containerd:default/door");
        machine.process(52, "sleep", 'Z', 51, 1052);
        assertThat(machine.labelled("can")).containsExactly("containerd:default/door");
    }

    @Test
    void aPodIsChosenByTheNamesThatKubernetesAnnotates() {
        machine.pod(ID, 52, "seat", "");
        machine.pod(OTHER_ID, 62, "seat", "service");
        assertThat(machine.labelled("io.kubernetes.cri.sandbox-name", "seat"))
                .containsExactlyInAnyOrder("containerd:k8s.io/cars/seat", "containerd:k8s.io/cars/seat/service");
        assertThat(machine.labelled("io.kubernetes.cri.container-name", "service"))
                .containsExactly("containerd:k8s.io/cars/seat/service");
    }

    @Test
    void annotationsOfKantosTasksAreLabels() {
        machine.containerd("/data/run/containerd", "kanto-cm", ID, 52, "\"can\":\"body\"");
        machine.kanto(ID, "seat");
        assertThat(machine.labelled("can", "body")).containsExactly("kanto:seat");
        assertThat(machine.labelled("can", "door")).isEmpty();
    }

    @Test
    void allEnginesAreAskedWhateverOneOfThemSays() throws IOException {
        machine.podman("seat", 52);
        machine.file(GRAPH + "containers.json", "[");
        machine.containerd("/run/containerd", "default", "door", 62, "\"can\":\"body\"");
        try (FakeDocker docker = new FakeDocker(machine.at(DOCKER), request -> "HTTP/1.0 500 Oh\r\n\r\n{}")) {
            assertThat(machine.labelled("can")).containsExactly("containerd:default/door");
            assertThat(docker.requests()).hasSize(1);
        }
    }

    @Test
    void anEngineThatDoesNotAnswerIsNotWaitedForForever() throws IOException {
        machine.containerd("/run/containerd", "default", "door", 62, "\"can\":\"body\"");
        try (FakeDocker docker = new FakeDocker(machine.at(DOCKER), request -> "")) {
            List<Container> found =
                    new Containers(machine.machine(), Duration.ofMillis(200)).labelled("can", Optional.empty());
            assertThat(FakeMachine.names(found)).containsExactly("containerd:default/door");
            assertThat(docker.requests()).hasSize(1);
        }
    }

    /** podman-docker makes /run/docker.sock a link to Podman's socket. */
    @Test
    void aContainerThatTwoEnginesTellOfIsOne() throws IOException {
        machine.podman("seat", 52);
        machine.file(GRAPH + ID + "/userdata/config.json", "{\"annotations\":" + BODY + "}");
        try (FakeDocker docker = docker(BODY)) {
            assertThat(machine.labelled("can", "body")).containsExactly("podman:seat");
            assertThat(docker.requests()).hasSize(2);
        }
    }

    @Test
    void aConfigurationThatHasTakenAnothersPlaceIsReadAnew() {
        machine.containerd("/run/containerd", "default", "seat", 52, "\"can\":\"body\"");
        Containers containers = machine.containers();
        assertThat(containers.labelled("can", Optional.of("body"))).hasSize(1);
        assertThat(containers.labelled("can", Optional.of("body"))).hasSize(1);
        machine.containerd("/run/containerd", "default", "seat", 52, "\"can\":\"the roof\"");
        assertThat(containers.labelled("can", Optional.of("body"))).isEmpty();
        assertThat(containers.labelled("can", Optional.of("the roof"))).hasSize(1);
        machine.containerd("/run/containerd", "default", "seat", 52, "\"can\":");
        assertThat(containers.labelled("can", Optional.empty())).isEmpty();
    }
}
