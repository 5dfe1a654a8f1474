package org.buslane.lane.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page that people read says what the command says. */
class DoctorPageTest {
    private static final String PAGE = "docs/doctor.md";

    private static List<String> lines() throws IOException {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path page = folder.resolve(PAGE);
            if (Files.exists(page)) {
                return Files.readAllLines(page);
            }
        }
        throw new AssertionError(
                "there is no %s above %s".formatted(PAGE, Path.of("").toAbsolutePath()));
    }

    /** Each row as "severity | check | why | cure". */
    private static List<String> rows() throws IOException {
        List<String> rows = new ArrayList<>();
        String severity = "";
        for (String line : lines()) {
            if (line.startsWith("## ")) {
                severity = line.substring("## ".length()).toLowerCase(Locale.ROOT);
            } else if (line.startsWith("| `")) {
                String[] cells = line.split(" \\| ", -1);
                rows.add("%s %s | %s | %s".formatted(severity, cells[0], cells[2], cells[3]));
            }
        }
        return rows;
    }

    @Test
    void everyCheckIsOnThePageInItsWords() throws IOException {
        assertThat(rows())
                .containsExactlyInAnyOrderElementsOf(List.of(Check.values()).stream()
                        .map(check -> "%s | `%s` | %s | %s |"
                                .formatted(check.severity().word(), check.id(), check.why(), check.cure()))
                        .toList());
    }
}
