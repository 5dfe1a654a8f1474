package org.buslane.lab.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.buslane.lab.junit.planted.Covered;
import org.jacoco.core.data.ExecutionData;
import org.jacoco.core.tools.ExecFileLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoverageTest {
    @TempDir
    private Path folder;

    @Test
    void whatAGuestCoversComesToTheRunsOwnFile() throws Exception {
        Path all = folder.resolve("all.exec");
        Process run = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-javaagent:%s=destfile=%s,includes=org.buslane.lab.junit.planted.*".formatted(agent(), all),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-D" + LabCommand.COMMAND + "=env PLANTED_KERNEL={kernel}",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CoveredRun.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile())
                .start();
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(run.exitValue()).as(Files.readString(folder.resolve("said"))).isZero();

        ExecFileLoader covered = new ExecFileLoader();
        covered.load(all.toFile());
        assertThat(covered.getSessionInfoStore().getInfos())
                .as("JVMs that wrote")
                .hasSize(2);
        assertThat(covered.getExecutionDataStore().getContents())
                .filteredOn(
                        each -> each.getName().equals(Covered.class.getName().replace('.', '/')))
                .singleElement()
                .matches(ExecutionData::hasHits);
    }

    private static String agent() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(place -> place.contains("org.jacoco.agent"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGuestsAgentIsTheRunsWithAFileOfItsOwn() {
        List<String> arguments =
                List.of("-ea", "-javaagent:/m2/org.jacoco.agent-0.8.14-runtime.jar=destfile=/t/all.exec,includes=a.*");
        assertThat(Coverage.of(arguments))
                .hasValueSatisfying(coverage -> assertThat(coverage.argument(Path.of("/share/own.exec")))
                        .startsWith("-javaagent:/m2/org.jacoco.agent-0.8.14-runtime.jar=")
                        .contains("destfile=/share/own.exec", "includes=a.*")
                        .doesNotContain("/t/all.exec"));
    }

    @Test
    void withoutAFileToAppendToAGuestHasNoAgent() {
        assertThat(Coverage.of(List.of("-javaagent:/m2/other.jar=destfile=x"))).isEmpty();
        assertThat(Coverage.of(List.of("-javaagent:/m2/jacoco.jar=output=tcpserver")))
                .isEmpty();
        assertThat(Coverage.of(List.of("-javaagent:/m2/jacoco.jar=append=false")))
                .isEmpty();
    }

    @Test
    void whatWasThereStays() throws IOException {
        Path all = Files.writeString(folder.resolve("all"), "before,");
        Path own = Files.writeString(folder.resolve("own"), "after");
        Coverage coverage =
                Coverage.of(List.of("-javaagent:jacoco.jar=destfile=" + all)).orElseThrow();
        coverage.append(own);
        coverage.append(folder.resolve("a killed guest's"));
        assertThat(all).hasContent("before,after");
    }
}
