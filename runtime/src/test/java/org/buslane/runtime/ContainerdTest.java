package org.buslane.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.buslane.runtime.FakeMachine.ID;
import static org.buslane.runtime.FakeMachine.OTHER_ID;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** containerd, with Kubernetes, nerdctl and Kanto above it. */
class ContainerdTest {
    private static final String THIRD_ID = "c34db515fa5c9aa1635bbf80582840bc641d0b04f19ebf03700168c860b79d27";

    private final FakeMachine machine;

    ContainerdTest(@TempDir Path root) {
        machine = new FakeMachine(root);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/containerd", "/run/k3s/containerd", "/data/run/containerd"})
    void aTaskIsFoundByItsIdWhereverContainerdHasItsState(String state) {
        machine.containerd(state, "default", "seat", 52, "");
        Container seat = new Container(Engine.CONTAINERD, "seat", "default/seat", 52, 1052);
        assertThat(machine.found("seat")).isEqualTo(seat);
        assertThat(machine.found("containerd:default/seat")).isEqualTo(seat);
    }

    @Test
    void nerdctlsNamesAreInItsAnnotations() {
        machine.containerd("/run/containerd", "default", ID, 52, "\"nerdctl/name\":\"seat\"");
        Container seat = new Container(Engine.CONTAINERD, ID, "default/seat", 52, 1052);
        assertThat(machine.found("seat")).isEqualTo(seat);
        assertThat(machine.found("7eee")).isEqualTo(seat);
        assertThat(machine.found(seat.qualifiedName())).isEqualTo(seat);
    }

    @Test
    void aContainerInAPodIsFoundByItsNameAndInFull() {
        machine.pod(ID, 52, "seat-5f7", "");
        machine.pod(OTHER_ID, 62, "seat-5f7", "service");
        assertThat(machine.found("service").pid()).isEqualTo(62);
        assertThat(machine.found("cars/seat-5f7/service").pid()).isEqualTo(62);
        assertThat(machine.found("containerd:k8s.io/cars/seat-5f7/service").pid())
                .isEqualTo(62);
        assertThat(machine.found("service").qualifiedName()).isEqualTo("containerd:k8s.io/cars/seat-5f7/service");
    }

    @Test
    void aPodsNameIsItsSandbox() {
        machine.pod(ID, 52, "seat", "");
        machine.pod(OTHER_ID, 62, "seat", "service");
        assertThat(machine.found("seat").pid()).isEqualTo(52);
        assertThat(machine.found("cars/seat").pid()).isEqualTo(52);
        machine.pod(THIRD_ID, 72, "seat", "seat");
        assertThat(machine.found("seat").pid()).as("a container is meant first").isEqualTo(72);
    }

    @Test
    void aContainersNameInTwoPodsIsAskedBack() {
        machine.pod(ID, 52, "seat-left", "service");
        machine.pod(OTHER_ID, 62, "seat-right", "service");
        assertThat(machine.sentence("service"))
                .isEqualTo("'service' may be containerd:k8s.io/cars/seat-right/service or"
                        + " containerd:k8s.io/cars/seat-left/service: say which");
        assertThat(machine.found("cars/seat-left/service").pid()).isEqualTo(52);
    }

    @Test
    void whatAContainerWasBeforeItsRestartIsNotMeant() {
        machine.pod(ID, 52, "seat-5f7", "service");
        machine.pod(OTHER_ID, 62, "seat-5f7", "service");
        machine.process(62, "bash", 1);
        assertThat(machine.found("service").pid()).isEqualTo(52);
    }

    @Test
    void aConfigurationThatIsBrokenHidesNoOtherContainer() {
        machine.containerd("/run/containerd", "default", "broken", 52, "\"a\":");
        machine.containerd("/run/containerd", "default", ID, 62, "\"nerdctl/name\":\"seat\"");
        assertThat(machine.found("seat").pid()).isEqualTo(62);
        assertThat(machine.found("broken").pid()).isEqualTo(52);
    }

    @Test
    void dockersOwnAreFoundByTheirIdsWhileDockerIsNotThere() {
        machine.containerd("/run/containerd", "moby", ID, 52, "");
        assertThat(machine.found("7eee").qualifiedName()).isEqualTo("containerd:moby/" + ID);
    }

    @Test
    void kantosNamesAreInItsStoreAndItsPidsInContainerds() {
        machine.containerd("/data/run/containerd", "kanto-cm", ID, 52, "");
        machine.kanto(ID, "seat");
        machine.kanto(OTHER_ID, "door");
        machine.folder("/var/lib/container-management/containers/hosts");
        Container seat = new Container(Engine.KANTO, ID, "seat", 52, 1052);
        assertThat(machine.found("seat")).isEqualTo(seat);
        assertThat(machine.found("kanto:seat")).isEqualTo(seat);
        assertThat(machine.found("7eee"))
                .as("containerd does not tell of it again")
                .isEqualTo(seat);
        assertThat(machine.sentence("door")).isEqualTo("container kanto:door does not run");
    }
}
