package org.buslane.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UidMapTest {
    @Test
    void inTheFirstNamespaceEverybodyIsThemselves() {
        UidMap map = UidMap.parse("         0          0 4294967295\n");
        assertThat(map.outer(0)).hasValue(0);
        assertThat(map.outer(4294967294L)).hasValue(4294967294L);
        assertThat(map.outer(4294967295L)).isEmpty();
    }

    @Test
    void rootOfAContainerIsSomebodyElseOutside() {
        UidMap map = UidMap.parse("0 1000 1\n1 100000 65536\n");
        assertThat(map.outer(0)).hasValue(1000);
        assertThat(map.outer(1)).hasValue(100000);
        assertThat(map.outer(65536)).hasValue(165535);
        assertThat(map.outer(65537)).isEmpty();
    }

    @Test
    void anEmptyMapMapsNobody() {
        assertThat(UidMap.parse("").outer(0)).isEmpty();
    }

    @Test
    void aLineThatIsNotThreeNumbersIsRefused() {
        for (String line : new String[] {"0 1000", "0 1000 1 1", "a b c"}) {
            assertThatThrownBy(() -> UidMap.parse(line))
                    .hasMessage("a line of a uid_map is three numbers, not '%s'".formatted(line));
        }
    }

    @Test
    void itIsReadFromProc(@TempDir Path proc) throws Exception {
        Files.createDirectory(proc.resolve("self"));
        Files.writeString(proc.resolve("self/uid_map"), "0 65534 1\n");
        assertThat(UidMap.ofSelf(proc).outer(0)).hasValue(65534);
        assertThat(UidMap.ofSelf(Path.of("/proc")).outer(ProcessIds.uid())).isPresent();
    }

    @Test
    void withoutProcTheFileIsNamed(@TempDir Path proc) {
        assertThatThrownBy(() -> UidMap.ofSelf(proc))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(proc.resolve("self/uid_map") + " cannot be read");
    }
}
