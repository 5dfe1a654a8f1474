package org.buslane.node.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.buslane.node.NodeException;
import org.buslane.node.config.GatewayConfig;
import org.buslane.node.declared.DeclaredBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationFileTest {
    private static final String GOOD = "buses: [{name: can0, kind: kernel}]\n";
    private static final String BAD = "buses: [{name: can0, kind: kernal}]\n";

    @TempDir
    private Path folder;

    private Path file;
    private Path copy;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("node.yaml"), GOOD);
        copy = folder.resolve("copy.yaml");
    }

    private DeclarationFile declaration() {
        return new DeclarationFile(file, copy, GatewayConfig::text, GatewayConfig::parseNode);
    }

    @Test
    void aFileWithAMistakeIsRefusedAtTheStart() throws IOException {
        Files.writeString(file, BAD);
        assertThatThrownBy(() -> declaration().readOrRecall())
                .isInstanceOf(NodeException.class)
                .hasMessageContaining(file + ":1:");
    }

    @Test
    void anAgentThatWasKilledGoesOnWithWhatWasGood() throws IOException {
        declaration().keep(declaration().read());
        Files.writeString(file, BAD);
        DeclarationFile.Loaded recalled = declaration().readOrRecall();
        assertThat(recalled.declared().buses()).extracting(DeclaredBus::name).containsExactly("can0");
        assertThat(recalled.objection()).contains(file + ":1:", "kernal");
        assertThat(recalled.text()).isEqualTo(GOOD);
    }

    @Test
    void theCopyIsForItsOwnerAlone() throws IOException {
        declaration().keep(declaration().read());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
    }

    @Test
    void oneThatEndedStartsWithTheFileAlone() throws IOException {
        declaration().keep(declaration().read());
        declaration().forget();
        Files.writeString(file, BAD);
        assertThatThrownBy(() -> declaration().readOrRecall()).isInstanceOf(NodeException.class);
    }
}
