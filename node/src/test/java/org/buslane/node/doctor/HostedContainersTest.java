package org.buslane.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buslane.lane.doctor.HostedContainer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostedContainersTest {
    private static final String A = "a".repeat(64);
    private static final String B = "b".repeat(64);

    @TempDir
    private Path proc;

    @BeforeEach
    void itself() throws IOException {
        Files.createFile(proc.resolve("machines-net"));
        process("self", "0::/user.slice", "machines-net");
    }

    private void process(String pid, String cgroup, String network) throws IOException {
        Path folder = Files.createDirectories(proc.resolve(pid));
        Files.writeString(folder.resolve("cgroup"), cgroup + "\n");
        Files.writeString(folder.resolve("comm"), "program-" + pid + "\n");
        Path net = Files.createDirectories(folder.resolve("ns")).resolve("net");
        Files.createSymbolicLink(net, proc.resolve(network));
    }

    @Test
    void oneInTheMachinesNetworkIsFoundOnceByItsFirstProcess() throws IOException {
        Files.createFile(proc.resolve("other-net"));
        process("100", "0::/docker/" + A, "machines-net");
        process("20", "0::/docker/" + A, "machines-net");
        process("30", "0::/docker/" + B, "other-net");
        process("40", "0::/system.slice", "machines-net");
        HostedContainers.Seen seen = HostedContainers.look(proc);
        assertThat(seen.containers()).containsExactly(new HostedContainer("aaaaaaaaaaaa", "program-20"));
        assertThat(seen.note()).isEmpty();
    }

    @Test
    void whatCannotBeLookedAtIsSaid() throws IOException {
        process("20", "0::/docker/" + A, "nowhere");
        HostedContainers.Seen seen = HostedContainers.look(proc);
        assertThat(seen.containers()).isEmpty();
        assertThat(seen.note()).hasValueSatisfying(note -> assertThat(note).contains("1 were not looked at"));
    }

    @Test
    void theContainerThatThisRunsInIsNotMeant() throws IOException {
        Files.writeString(proc.resolve("self/cgroup"), "0::/docker/" + A + "\n");
        process("20", "0::/docker/" + A, "machines-net");
        assertThat(HostedContainers.look(proc).containers()).isEmpty();
    }
}
