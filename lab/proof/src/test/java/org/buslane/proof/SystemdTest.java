package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Agent and gateway as units of this machine's systemd, in a guest in which {@code systemd.sh} installs, kills, hangs,
 * reloads and stops them and prints what came of it.
 */
@ExtendWith(PlaceExtension.class)
class SystemdTest {
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final List<String> FOLDERS =
            List.of("root 755 /run/buslane", "buslane 755 /run/buslane/gateway", "root 755 /run/buslane/attached");

    private static final String LANE = "bl2fdf255f | netns:/run/netns/ecu | can0 | can0 | up";

    private final Place place;

    SystemdTest(Place place) {
        this.place = place;
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.1", "6.12"})
    void systemdIsAsGoodAKeeper(String kernel) throws IOException {
        SystemdPrograms.need(
                Path.of("/lib/systemd/systemd"),
                Path.of("/usr/bin/systemctl"),
                Path.of("/usr/bin/systemd-sysusers"),
                Path.of("/usr/bin/systemd-tmpfiles"));
        Finished guest = inAGuest(kernel).finish().successfully();
        Map<String, List<String>> parts = guest.parts();
        assertThat(parts)
                .as(guest::toString)
                .containsOnlyKeys("install", "rights", "agent killed", "gateway killed", "both hang", "reload", "stop");
        bothStartAndTheLaneIsThere(parts.getOrDefault("install", List.of()));
        neitherHasMoreRightsThanItNeeds(parts.getOrDefault("rights", List.of()));
        assertThat(parts.get("agent killed")).containsExactlyElementsOf(said(states(1, 0), FOLDERS, "same lane"));
        assertThat(parts.get("gateway killed"))
                .containsExactlyElementsOf(said(states(1, 1), "same socket", "002#02", "003#03", FOLDERS));
        assertThat(parts.get("both hang")).containsExactlyElementsOf(said(states(2, 2), "same lane", "same socket"));
        aReloadIsRefusedWithTheMistake(parts.getOrDefault("reload", List.of()));
        whatIsStoppedLeavesItsLanes(parts.getOrDefault("stop", List.of()));
    }

    private static void bothStartAndTheLaneIsThere(List<String> said) {
        assertThat(said)
                .extracting(line -> line.strip().replaceAll("  +", " | "))
                .containsExactlyElementsOf(said(states(0, 0), FOLDERS, "gateway/control.sock", "gateway/lanes", LANE));
    }

    /** The capabilities of decision 9: NET_ADMIN 12, SYS_ADMIN 21, SYS_PTRACE 19, DAC_READ_SEARCH 2, SYS_MODULE 16. */
    private static void neitherHasMoreRightsThanItNeeds(List<String> said) {
        assertThat(said)
                .extracting(line -> line.strip().replaceAll("  +", " | "))
                .containsExactly(
                        "agent CapEff: 0000000000291004",
                        "agent CapBnd: 0000000000291004",
                        "agent NoNewPrivs: 1",
                        "agent Seccomp: 2",
                        "agent is root",
                        "gateway CapEff: 0000000000000000",
                        "gateway CapBnd: 0000000000000000",
                        "gateway NoNewPrivs: 1",
                        "gateway Seccomp: 2",
                        "gateway is buslane",
                        LANE);
    }

    private static void aReloadIsRefusedWithTheMistake(List<String> said) {
        assertThat(said)
                .containsExactlyElementsOf(said(
                        "local",
                        "more",
                        "refused",
                        "buslane: /etc/buslane/node.yaml:1:8: buses is a list, each item on a line that begins with"
                                + " '- ', not 'can0'",
                        states(2, 2),
                        "same lane",
                        "same socket"));
    }

    /** Starting the gateway starts the agent, too. */
    private static void whatIsStoppedLeavesItsLanes(List<String> said) {
        assertThat(said)
                .containsExactly(
                        "agent inactive, restarted 2 times",
                        "gateway active, restarted 2 times",
                        "same lane",
                        "same socket",
                        "recorded",
                        "agent active, restarted 0 times",
                        "gateway active, restarted 0 times",
                        "same lane");
    }

    private static List<String> states(int agent, int gateway) {
        return List.of(
                "agent active, restarted %d times".formatted(agent),
                "gateway active, restarted %d times".formatted(gateway));
    }

    /** Lines, and lists of lines. */
    private static List<String> said(Object... parts) {
        return List.of(parts).stream()
                .flatMap(part -> part instanceof List<?> lines ? lines.stream() : List.of(part).stream())
                .map(String::valueOf)
                .toList();
    }

    /** As people are told to type it. */
    private static String documentedInstallation() {
        return Document.read(Checkout.underTest().root().resolve("docs/node.md")).blocks("text").stream()
                .filter(block -> block.contains("systemd-sysusers"))
                .findFirst()
                .orElseThrow();
    }

    private Running inAGuest(String kernel) throws IOException {
        Path script = Checkout.underTest().root().resolve("lab/proof/src/test/sh/systemd.sh");
        Checkout checkout = place.checkout();
        String[] words = {
            "lab",
            "--kernel",
            kernel,
            "--memory",
            "2048",
            "--vcan",
            "can0",
            "--",
            "sh",
            place.file("systemd.sh", Files.readString(script)).toString(),
            checkout.root().toString(),
            place.file("install.sh", documentedInstallation()).toString(),
            checkout.program("candump").toString(),
            checkout.program("cansend").toString()
        };
        return place.buslane(words).within(PATIENCE).start();
    }
}
