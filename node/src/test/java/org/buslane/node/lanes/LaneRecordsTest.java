package org.buslane.node.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buslane.core.policy.Policy;
import org.buslane.core.policy.RuleSet;
import org.buslane.lane.LaneId;
import org.buslane.lane.LaneRequest;
import org.buslane.lane.LaneTerms;
import org.buslane.lane.Wiring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaneRecordsTest {
    @TempDir
    Path run;

    private Path folder;
    private LaneRecords records;

    @BeforeEach
    void aFolder() {
        folder = run.resolve("buslane/attached");
        records = new LaneRecords(folder);
    }

    private static LaneRecord record(String lane, String owner) {
        Policy policy = new Policy(RuleSet.parse("100-1FF,7E8r"), RuleSet.parse("18DAF110/1FFFFF00@50/s"), true);
        return new LaneRecord(
                new LaneId(lane),
                123_456,
                new LaneRequest(owner, "can0", "vxcan1", new LaneTerms(policy, 500, false)),
                Wiring.MESH,
                4026532200L,
                99L,
                Path.of("/proc/4711/ns/net"),
                Optional.of("seat-service"));
    }

    private void save(LaneRecord record) {
        records.alone(() -> {
            records.save(record);
            return record;
        });
    }

    @Test
    void withoutAFolderThereAreNone() {
        assertThat(records.list()).isEmpty();
    }

    @Test
    void whatIsSavedIsReadByTheNext() {
        LaneRecord one = record("bl00000001", "docker:seat-service");
        LaneRecord other = record("bl00000002", "pod größer");
        save(other);
        save(one);
        assertThat(new LaneRecords(folder).list()).containsExactly(one, other);
    }

    @Test
    void aLaterOneTakesTheEarliersPlace() {
        save(record("bl00000001", "a"));
        save(record("bl00000001", "b"));
        assertThat(records.list()).containsExactly(record("bl00000001", "b"));
    }

    @Test
    void whatIsDeletedIsGone() {
        save(record("bl00000001", "a"));
        records.delete(new LaneId("bl00000001"));
        records.delete(new LaneId("bl00000001"));
        assertThat(records.list()).isEmpty();
    }

    @Test
    void everybodyMayReadAndOnlyItsOwnerWrite() throws IOException {
        save(record("bl00000001", "a"));
        assertThat(Files.getPosixFilePermissions(folder)).hasSize(7);
        assertThat(Files.getPosixFilePermissions(folder.resolve("bl00000001.json")))
                .hasSize(4);
    }

    @Test
    void aFileThatIsNoRecordIsLeftAlone() throws IOException {
        save(record("bl00000001", "a"));
        String good = Files.readString(folder.resolve("bl00000001.json"));
        for (String bad : List.of(
                "",
                "[]",
                "{",
                "{}",
                good.replace("100-1FF", "1FF-100"),
                good.replace("MESH", "NEST"),
                good.replace("123456", "\"x\""),
                good.replace("vxcan1", "a/b"))) {
            Files.writeString(folder.resolve("bl00000002.json"), bad);
            assertThat(records.list()).as(bad).containsExactly(record("bl00000001", "a"));
            assertThat(folder.resolve("bl00000002.json")).hasContent(bad);
        }
    }
}
