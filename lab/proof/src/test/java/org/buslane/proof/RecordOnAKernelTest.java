package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.buslane.lab.junit.OnKernels;
import org.buslane.lab.junit.net.Buses;
import org.buslane.lab.junit.net.Candump;
import org.buslane.node.client.Recording;
import org.buslane.node.recording.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code record} of an interface of a real kernel, beside that kernel's candump. */
@OnKernels({"6.1", "6.12"})
class RecordOnAKernelTest {
    @TempDir
    private Path folder;

    @Test
    void aKernelsInterfaceIsRecordedAsCandumpLogsIt() throws Exception {
        Path file = folder.resolve("kernel.log");
        try (Buses buses = Buses.here()) {
            buses.vcan("can0");
            try (Candump candump = buses.dump("can0");
                    Recording recording = record(file)) {
                CompletableFuture<Long> frames = CompletableFuture.supplyAsync(() -> recording.run(3));
                buses.send("can0", "123#DEADBEEF");
                buses.send("can0", "12345678#R2");
                buses.send("can0", "123##5AABB");
                List<String> theirs = candump.awaitFrames(3, Duration.ofSeconds(20));
                assertThat(frames.get()).isEqualTo(3);
                assertThat(CandumpLog.frames(Files.readAllLines(file))).isEqualTo(theirs);
            }
        }
    }

    private Recording record(Path file) {
        org.buslane.node.folder.Caller caller = org.buslane.node.folder.Caller.ofThisProcess();
        return Recording.open(
                new org.buslane.node.folder.Caller(
                        caller.uid(), caller.uidMap(), Map.of("BUSLANE_RUNDIR", folder.toString()), caller.root()),
                List.of("can0"),
                Target.of(file.toString(), "--format", "", new ByteArrayOutputStream()),
                ZoneOffset.UTC,
                notice -> {},
                0);
    }
}
