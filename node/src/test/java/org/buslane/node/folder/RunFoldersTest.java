package org.buslane.node.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFoldersTest {
    @TempDir
    private Path root;

    private Path told;
    private Path session;
    private Caller caller;

    @BeforeEach
    void thereAreTwoFoldersOfTheCaller() throws IOException {
        told = Files.createDirectory(root.resolve("told"));
        session = Files.createDirectories(root.resolve("session/buslane"));
        Caller self = Caller.ofThisProcess();
        caller = new Caller(
                self.uid(),
                self.uidMap(),
                Map.of(
                        "BUSLANE_RUNDIR",
                        told.toString(),
                        "XDG_RUNTIME_DIR",
                        root.resolve("session").toString()),
                root);
    }

    @Test
    void theFirstFolderWhereSomebodyListensIsTaken() {
        assertThat(RunFolders.<Path>live(
                        caller, folder -> folder.equals(session) ? Optional.of(folder) : Optional.empty()))
                .isEqualTo(session);
        assertThat(RunFolders.<Path>live(caller, Optional::of)).isEqualTo(told);
    }

    @Test
    void whenNobodyListensTheSentenceNamesEveryFolderAndTheWayOut() {
        List<Path> tried = new ArrayList<>();

        assertThatThrownBy(() -> RunFolders.live(caller, folder -> {
                    tried.add(folder);
                    return Optional.empty();
                }))
                .isInstanceOf(NodeException.class)
                .hasMessage("no gateway is running; looked in %s, %s, %s, %s; `buslane up` starts one"
                        .formatted(
                                told,
                                session,
                                root.resolve("run/buslane"),
                                root.resolve("tmp/buslane-" + caller.outerUid())));
        assertThat(tried).hasSize(4);
    }

    @Test
    void aFolderOfSomebodyElseIsNotEvenTried() {
        Caller other = new Caller(caller.uid() + 4242, Caller.WHOLE, caller.environment(), root);
        // Where these tests run as root the folders are root's, which everybody believes.
        long owner = FolderFacts.of(told).orElseThrow().uid();
        List<Path> tried = new ArrayList<>();

        assertThatThrownBy(() -> RunFolders.live(other, folder -> {
                    tried.add(folder);
                    return Optional.empty();
                }))
                .isInstanceOf(NodeException.class)
                .hasMessageMatching(owner == 0 ? "(?s)[^(]*" : "(?s).*told \\(which belongs to uid " + owner + "\\).*");
        assertThat(tried.contains(told)).isEqualTo(owner == 0);
    }
}
