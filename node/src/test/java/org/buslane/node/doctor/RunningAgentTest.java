package org.buslane.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.buslane.node.agent.AgentFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningAgentTest {
    @TempDir
    private Path folder;

    @Test
    void itIsThereWhileItHasItsLock() throws IOException {
        AgentFolder agent = new AgentFolder(folder);
        assertThat(RunningAgent.isThere(agent, Path.of("/proc"))).as("no file").isFalse();
        try (FileChannel file = FileChannel.open(agent.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            try (FileLock _ = file.lock()) {
                assertThat(RunningAgent.isThere(agent, Path.of("/proc"))).isTrue();
            }
            assertThat(Files.exists(agent.lock())).isTrue();
            assertThat(RunningAgent.isThere(agent, Path.of("/proc"))).isFalse();
        }
    }
}
