package org.buslane.node.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.UidMap;
import org.buslane.node.declared.Choice;
import org.buslane.node.folder.Caller;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is chosen, on a machine of files with containers of containerd's. */
class MachineLocatorTest {
    private static final Choice BODY = new Choice.Labelled("can", Optional.of("body"));

    @TempDir
    private Path root;

    private MachineLocator locator;

    @BeforeEach
    void start() {
        locator = MachineLocator.of(new Caller(0, UidMap.ofSelf(Path.of("/proc")), Map.of(), root));
    }

    @Test
    void whatIsNamedIsChosenWhetherItIsThereOrNot() {
        assertThat(locator.choose(new Choice.Named("docker:seat"))).containsExactly(new Target.Named("docker:seat"));
        assertThat(locator.choose(new Choice.Netns(Path.of("/run/netns/blue"))))
                .containsExactly(new Target.Netns(Path.of("/run/netns/blue")));
    }

    @Test
    void everyContainerThatRunsWithALabelIsChosen() throws IOException {
        assertThat(locator.choose(BODY)).isEmpty();
        container("seat", 52, "body");
        container("door", 62, "body");
        container("roof", 72, "roof");
        assertThat(locator.choose(BODY))
                .containsExactly(
                        new Target.Named("containerd:default/seat"), new Target.Named("containerd:default/door"));
        assertThat(locator.choose(new Choice.Labelled("can", Optional.empty()))).hasSize(3);
        Files.delete(root.resolve("proc/52/stat"));
        assertThat(locator.choose(BODY)).containsExactly(new Target.Named("containerd:default/door"));
    }

    @Test
    void ofContainersInOneNetworkTheFirstIsChosen() throws IOException {
        container("service", 62, "body");
        container("sandbox", 52, "body");
        Files.createDirectories(root.resolve("proc/52/ns"));
        Files.createDirectories(root.resolve("proc/62/ns"));
        Path network = Files.createFile(root.resolve("proc/52/ns/net"));
        Files.createLink(root.resolve("proc/62/ns/net"), network);
        assertThat(locator.choose(BODY)).containsExactly(new Target.Named("containerd:default/sandbox"));
    }

    /** With its shim, whose pid is one less. */
    private void container(String id, int pid, String label) throws IOException {
        Path task = root.resolve("run/containerd/io.containerd.runtime.v2.task/default")
                .resolve(id);
        Files.createDirectories(task);
        Files.writeString(task.resolve("config.json"), "{\"annotations\":{\"can\":\"%s\"}}".formatted(label));
        Files.writeString(task.resolve("init.pid"), Integer.toString(pid));
        process(pid - 1, "containerd-shim", 1);
        process(pid, "sleep", pid - 1);
    }

    private void process(int pid, String command, int parent) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(
                folder.resolve("stat"),
                "%d (%s) S %d 1 1 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 %d 9 9 9\n"
                        .formatted(pid, command, parent, 1000 + pid));
    }
}
