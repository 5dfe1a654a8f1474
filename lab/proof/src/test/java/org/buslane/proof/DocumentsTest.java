package org.buslane.proof;

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
@ExtendWith(PlaceExtension.class)
class DocumentsTest {
    /** Commands that end with Ctrl-C: until then they print what is on the bus. */
    private static final Pattern ENDLESS = Pattern.compile(".*\\b(candump|dump)\\b.*");

    /**
     * Those whose commands are typed: the first three's here, the next one's in {@link LabDocumentsTest}, the others' in
     * {@link KernelDocumentsTest}.
     */
    private static final List<String> SHOWING = List.of(
            "README.md",
            "recordings.md",
            "certs.md",
            "lab.md",
            "kernel-buses.md",
            "gateway-rules.md",
            "lanes.md",
            "node.md");

    private static final Pattern OUTPUT_FILE = Pattern.compile(".* > (\\S+)");

    @Test
    void everyCommandOfTheReadmeWorks(Place place) throws IOException {
        Files.createSymbolicLink(
                place.folder().resolve("buslane"), place.checkout().launcher());
        List<String> commands =
                Document.read(Checkout.underTest().root().resolve("README.md")).commands();
        assertThat(commands).hasSizeGreaterThan(8).startsWith("./buslane up", "./buslane test");
        for (String command : commands) {
            type(command, place);
        }
    }

    @Test
    void everyCommandAboutRecordingsWorks(Place place) throws IOException {
        Files.createSymbolicLink(
                place.folder().resolve("buslane"), place.checkout().launcher());
        List<String> commands = Document.read(Checkout.underTest().root().resolve("docs/recordings.md"))
                .commands();
        assertThat(commands).hasSize(5).first().asString().contains(" record ");
        place.up();
        record(commands.getFirst(), place);
        for (String command : commands.subList(1, commands.size())) {
            type(command, place);
        }
        assertThat(place.folder().resolve("drive.asc")).content().contains("Rx   d 2 01 02");
    }

    @Test
    void everyCommandAboutCertificatesWorks(Place place) throws IOException {
        Files.createSymbolicLink(
                place.folder().resolve("buslane"), place.checkout().launcher());
        List<String> commands = Document.read(Checkout.underTest().root().resolve("docs/certs.md"))
                .commands();
        assertThat(commands).hasSize(3).allMatch(command -> command.startsWith("./buslane certs bench "));
        for (String command : commands) {
            type(command, place);
        }
        assertThat(place.folder().resolve("bench"))
                .isDirectoryContaining("glob:**/gateway.local.key")
                .isDirectoryContaining("glob:**/laptop.pem");
    }

    @Test
    void otherDocumentsShowOnlyHowToBuildAndTest(Place place) {
        for (Document document : Document.all(Checkout.underTest().root())) {
            if (!SHOWING.contains(document.path().getFileName().toString())) {
                assertThat(document.commands()).as("%s", document.path()).allMatch(DocumentsTest::runsTheTests);
            }
        }
    }

    @Test
    void everyConfigurationIsTaken(Place place) {
        List<String> configurations = Document.all(Checkout.underTest().root()).stream()
                .flatMap(document -> document.blocks("yaml").stream())
                .toList();
        assertThat(configurations).isNotEmpty();
        for (String configuration : configurations) {
            Path file = place.file("documented.yaml", configuration);
            place.up("--config", file.toString()).interrupt().successfully();
        }
    }

    @Test
    void everyLinkLeadsSomewhere(Place place) {
        List<Document> documents = Document.all(Checkout.underTest().root());
        assertThat(documents).hasSizeGreaterThan(5);
        assertThat(documents)
                .allSatisfy(document -> assertThat(document.links())
                        .allSatisfy(link -> assertThat(link)
                                .as("linked in %s", document.path())
                                .exists()));
    }

    private static void type(String command, Place place) {
        if (command.equals("./buslane up")) {
            place.up();
        } else if (ENDLESS.matcher(command).matches()) {
            watch(command, place);
        } else if (!runsTheTests(command)) {
            shell(command, place).finish().successfully();
        }
    }

    /** These run this very test. */
    private static boolean runsTheTests(String command) {
        return command.equals("./buslane test") || command.startsWith("./mvnw ");
    }

    /** Sends until it has recorded what it is to. */
    private static void record(String command, Place place) {
        try (Running recording = shell(command, place).start()) {
            recording.await("record", () -> {
                place.buslane("send", "can0", "5A5#0102").finish().successfully();
                return !recording.out().isEmpty();
            });
            recording.finish().successfully();
        }
    }

    /** Sends until it has shown a frame, then presses Ctrl-C. */
    private static void watch(String command, Place place) {
        Matcher file = OUTPUT_FILE.matcher(command);
        Path output = place.folder().resolve(file.matches() ? file.group(1) : "no file");
        try (Running watching = shell(command, place).start()) {
            watching.await("show a frame", () -> {
                place.buslane("send", "can0", "5A5#0102").finish().successfully();
                return !watching.out().isEmpty() || output.toFile().length() > 0;
            });
            watching.interrupt();
        }
    }

    private static Command shell(String command, Place place) {
        Path programs = place.checkout().program("candump").getParent();
        return place.command("sh", "-c", "exec " + command).with("PATH", programs + ":" + System.getenv("PATH"));
    }
}
