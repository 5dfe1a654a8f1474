package org.buslane.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContainersTest {
    private final FakeMachine machine;

    ContainersTest(@TempDir Path root) {
        machine = new FakeMachine(root);
    }

    @Test
    void onAMachineWithoutAnyEngineEachIsNamed() {
        assertThat(machine.sentence("seat"))
                .isEqualTo("there is no container 'seat': no engine could be asked; not asked docker (no"
                        + " /run/docker.sock), podman (no /var/lib/containers/storage), containerd (no"
                        + " /run/containerd), kanto (no /var/lib/container-management/containers)");
    }

    @Test
    void whoWasAskedIsNamed() {
        machine.podman("seat", 52);
        machine.containerd("/run/k3s/containerd", "default", "door", 62, "");
        assertThat(machine.sentence("nobody"))
                .startsWith("there is no container 'nobody': asked podman, containerd of /run/k3s/containerd; not asked"
                        + " docker (no /run/docker.sock), kanto (");
        assertThat(machine.sentence("podman:nobody")).isEqualTo("there is no container 'podman:nobody': asked podman");
    }

    @Test
    void aNameThatTwoEnginesHaveIsAskedBack() {
        machine.podman("seat", 52);
        machine.containerd("/run/containerd", "default", "seat", 62, "");
        assertThat(machine.sentence("seat"))
                .isEqualTo("'seat' may be podman:seat or containerd:default/seat: say which");
        assertThat(machine.found("podman:seat").pid()).isEqualTo(52);
        assertThat(machine.found("containerd:default/seat").pid()).isEqualTo(62);
        assertThat(machine.found("containerd:seat").pid()).isEqualTo(62);
    }

    @Test
    void theOneThatRunsIsMeant() {
        machine.podman("seat", 52);
        machine.containerd("/run/containerd", "default", "seat", 62, "");
        machine.process(62, "sleep", 'Z', 61, 1062);
        assertThat(machine.found("seat").qualifiedName()).isEqualTo("podman:seat");
        assertThat(machine.sentence("containerd:seat")).isEqualTo("container containerd:default/seat does not run");
        machine.process(52, "sleep", 'Z', 51, 1052);
        assertThat(machine.sentence("seat"))
                .isEqualTo("of the containers podman:seat, containerd:default/seat that 'seat' may be, none runs");
    }

    @Test
    void aWholeNameGoesBeforeTheBeginningOfAnId() {
        machine.podman("seat", 52);
        machine.containerd("/run/containerd", "default", "7eee", 62, "");
        assertThat(machine.found("7eee").pid()).isEqualTo(62);
        assertThat(machine.found("7eee6").pid()).isEqualTo(52);
    }

    @Test
    void oneIdInTwoNamespacesIsTwoContainers() {
        machine.containerd("/run/containerd", "default", "seat", 52, "");
        machine.containerd("/run/containerd", "other", "seat", 62, "");
        assertThat(machine.sentence("seat"))
                .isEqualTo("'seat' may be containerd:default/seat or containerd:other/seat: say which");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "/seat", "seat/", "../seat", "docker:", "seat\n", "a//b", "ä"})
    void whatNoContainerCanBeCalledIsNotLookedFor(String typed) {
        assertThatThrownBy(() -> machine.find(typed)).hasMessageStartingWith("no container can be called '");
    }

    @Test
    void anUnknownEngineIsNotLookedFor() {
        assertThatThrownBy(() -> machine.find("lxc:seat"))
                .hasMessage("before the colon in 'lxc:seat' stands docker, podman, containerd or kanto");
    }
}
