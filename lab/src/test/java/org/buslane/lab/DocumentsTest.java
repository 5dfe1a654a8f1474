package org.buslane.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the documents tell people to type is typed here, in the order in which they would. */
@ExtendWith(LabExtension.class)
class DocumentsTest {
    /** Commands that end with Ctrl-C: until then they print what is on the bus. */
    private static final Pattern ENDLESS = Pattern.compile(".*\\b(candump|dump)\\b.*");

    private static final Pattern OUTPUT_FILE = Pattern.compile(".* > (\\S+)");

    @Test
    void everyCommandOfTheReadmeWorks(Lab lab) throws IOException {
        Files.createSymbolicLink(lab.folder().resolve("buslane"), lab.checkout().launcher());
        List<String> commands =
                Document.read(Checkout.underTest().root().resolve("README.md")).commands();
        assertThat(commands).hasSizeGreaterThan(8).startsWith("./buslane up", "./buslane test");
        for (String command : commands) {
            type(command, lab);
        }
    }

    @Test
    void otherDocumentsShowOnlyHowToBuildAndTest(Lab lab) {
        for (Document document : Document.all(Checkout.underTest().root())) {
            if (!document.path().equals(Checkout.underTest().root().resolve("README.md"))) {
                assertThat(document.commands()).as("%s", document.path()).allMatch(DocumentsTest::runsTheTests);
            }
        }
    }

    @Test
    void everyConfigurationIsTaken(Lab lab) {
        List<String> configurations = Document.all(Checkout.underTest().root()).stream()
                .flatMap(document -> document.blocks("yaml").stream())
                .toList();
        assertThat(configurations).isNotEmpty();
        for (String configuration : configurations) {
            Path file = lab.file("documented.yaml", configuration);
            lab.up("--config", file.toString()).interrupt().successfully();
        }
    }

    @Test
    void everyLinkLeadsSomewhere(Lab lab) {
        List<Document> documents = Document.all(Checkout.underTest().root());
        assertThat(documents).hasSizeGreaterThan(5);
        assertThat(documents)
                .allSatisfy(document -> assertThat(document.links())
                        .allSatisfy(link -> assertThat(link)
                                .as("linked in %s", document.path())
                                .exists()));
    }

    private static void type(String command, Lab lab) {
        if (command.equals("./buslane up")) {
            lab.up();
        } else if (ENDLESS.matcher(command).matches()) {
            watch(command, lab);
        } else if (!runsTheTests(command)) {
            shell(command, lab).finish().successfully();
        }
    }

    /** These run this very test. */
    private static boolean runsTheTests(String command) {
        return command.equals("./buslane test") || command.startsWith("./mvnw ");
    }

    /** Sends until it has shown a frame, then presses Ctrl-C. */
    private static void watch(String command, Lab lab) {
        Matcher file = OUTPUT_FILE.matcher(command);
        Path output = lab.folder().resolve(file.matches() ? file.group(1) : "no file");
        try (Running watching = shell(command, lab).start()) {
            watching.await("show a frame", () -> {
                lab.buslane("send", "can0", "5A5#0102").finish().successfully();
                return !watching.out().isEmpty() || output.toFile().length() > 0;
            });
            watching.interrupt();
        }
    }

    private static Command shell(String command, Lab lab) {
        Path programs = lab.checkout().program("candump").getParent();
        return lab.command("sh", "-c", "exec " + command).with("PATH", programs + ":" + System.getenv("PATH"));
    }
}
