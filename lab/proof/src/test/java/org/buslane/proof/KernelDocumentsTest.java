package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the pages about kernel interfaces show is typed in a lab that has them, where sudo has nothing to do. */
@ExtendWith(PlaceExtension.class)
class KernelDocumentsTest {
    /** Emulation without the help of the host's kernel, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final String LOAD = "$(cat /proc/sys/kernel/modprobe) can-gw";

    @Test
    void everyCommandAboutBusesWorksOnACard(Place place) throws IOException {
        place.up();
        Document page = Document.read(Checkout.underTest().root().resolve("docs/kernel-buses.md"));
        Finished typed = type(place, page, LOAD, "--qemu", "--card", "can0");
        assertThat(typed.out()).isEqualTo(page.blocks("text").getFirst().strip());
    }

    @Test
    void everyCommandAboutRulesWorks(Place place) throws IOException {
        Document page = Document.read(Checkout.underTest().root().resolve("docs/gateway-rules.md"));
        Finished typed = type(place, page, LOAD, "--vcan", "can0", "--vcan", "can1");
        assertThat(typed.outLines()).hasSize(3);
        assertThat(typed.outLines().getFirst())
                .isEqualTo("cangw -A -s can0 -d can1 -X -e # 0 handled 0 dropped 0 deleted");
    }

    @Test
    void everyCommandAboutLanesWorks(Place place) throws IOException {
        Document page = Document.read(Checkout.underTest().root().resolve("docs/lanes.md"));
        Finished typed = type(place, page, "", "--vcan", "can0");
        assertThat(typed.out())
                .contains(
                        "would create vxcan can0 inside",
                        "SENT",
                        page.blocks("text").getFirst().strip());
        assertThat(typed.outLines().getLast()).startsWith("detached can0 of netns:/run/netns/seat on can0");
    }

    @Test
    void everyCommandAboutNodesWorks(Place place) throws IOException {
        Document page = Document.read(Checkout.underTest().root().resolve("docs/node.md"));
        place.file("node.yaml", page.blocks("yaml").getFirst());
        Finished typed = type(place, page, "", "--kernel", "6.12", "--memory", "2048", "--vcan", "can0");
        assertThat(typed.out())
                .contains("KERNEL BUS", "netns:/run/netns/seat", "\"kernel-lanes\"", "nothing is different");
    }

    /** @param first what was done on such a machine before */
    private static Finished type(Place place, Document page, String first, String... machine) throws IOException {
        assertThat(page.commands()).isNotEmpty();
        Files.createSymbolicLink(
                place.folder().resolve("buslane"), place.checkout().launcher());
        Path sudo = Files.createDirectory(place.folder().resolve("bin")).resolve("sudo");
        Files.writeString(sudo, "#!/bin/sh\nexec \"$@\"\n");
        Files.setPosixFilePermissions(sudo, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path script = place.file("typed.sh", first + "\n" + String.join("\n", page.commands()) + "\n");
        List<String> line = new ArrayList<>(List.of("lab"));
        line.addAll(List.of(machine));
        line.addAll(List.of("--", "sh", "-e", script.toString()));
        Path programs = place.checkout().program("cangw").resolveSibling("");
        return place.buslane(line.toArray(String[]::new))
                .with("PATH", sudo.resolveSibling("") + ":" + programs + ":" + System.getenv("PATH"))
                .within(PATIENCE)
                .finish()
                .successfully();
    }
}
