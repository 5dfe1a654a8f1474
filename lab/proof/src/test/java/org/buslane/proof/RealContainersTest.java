package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Lanes of containers without any privilege, by the commands that people type: one guest for each kernel, in which
 * {@code real-containers.sh} does everything and prints what came of it.
 */
@ExtendWith(PlaceExtension.class)
class RealContainersTest {
    /** Three engines and some sixty commands, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    private static final String NO_KANTO = "not asked kanto (no /var/lib/container-management/containers)";

    private static final String NOT_ROOT =
            "1 nothing buslane: lanes are for root to change: /run/buslane/attached cannot be locked by this user";

    private final Place place;

    RealContainersTest(Place place) {
        this.place = place;
    }

    /** Both guests at once: each takes minutes, mostly for engines and JVMs that start. */
    @Test
    void containersHaveTheirLanesOnBothKernels() throws IOException {
        try (Running older = inTheTree("6.1");
                Running newer = inTheTree("6.12")) {
            containersHaveTheirLanes(older.finish().successfully());
            containersHaveTheirLanes(newer.finish().successfully());
        }
    }

    private static void containersHaveTheirLanes(Finished guest) {
        Map<String, List<String>> parts = guest.parts();
        assertThat(parts)
                .containsOnlyKeys("attach", "matrix", "lanes", "mistakes", "foreign", "agent", "compat", "entrypoint");
        attachingSaysWhatItGave(parts.getOrDefault("attach", List.of()));
        everybodyHearsAFrameOnceAndInOrder(parts.getOrDefault("matrix", List.of()));
        lanesCountWhatWentThrough(parts.getOrDefault("lanes", List.of()));
        mistakesAreASentenceAndChangeNothing(parts.getOrDefault("mistakes", List.of()));
        rootReachesIntoAUsersOwnContainer(parts.getOrDefault("foreign", List.of()));
        theAgentDoesTheSameForRoot(parts.getOrDefault("agent", List.of()));
        theScriptsOfOldWorkOnLanes(parts.getOrDefault("compat", List.of()));
        anEntrypointWaitsNoLongerThanItIsTold(parts.getOrDefault("entrypoint", List.of()));
    }

    private static void attachingSaysWhatItGave(List<String> said) {
        String all = "on can0: reads everything, writes everything";
        assertThat(said)
                .containsExactly(
                        "podman:seat now has can0 %s (blf061f825, a star through can0)".formatted(all),
                        "docker:door now has bus %s (bl3cb19a27, a star through can0)".formatted(all),
                        "docker:door has bus %s (bl3cb19a27, a star through can0)".formatted(all));
    }

    /** 1 is podman's container, 2 docker's, 3 the host; rules that lost a frame would stand at the end. */
    private static void everybodyHearsAFrameOnceAndInOrder(List<String> heard) {
        List<String> frames = Stream.of("1", "2", "3")
                .flatMap(sender -> Stream.of(
                                "123#AN", "123##5BN", "123#RN", "18DAF110#CN", "18DAF110##4DN", "00000123#RN")
                        .map(frame -> frame.replace("N", sender)))
                .toList();
        List<String> expected = new ArrayList<>();
        for (String listener : List.of("host can0 ", "seat can0 ", "door bus ")) {
            frames.forEach(frame -> expected.add(listener + frame));
        }
        assertThat(heard).containsExactlyElementsOf(expected);
    }

    /** Each sent six and was given those of two others, and two by which the script tells times apart. */
    private static void lanesCountWhatWentThrough(List<String> table) {
        assertThat(table)
                .extracting(line -> line.strip().replaceAll("  +", " | "))
                .containsExactly(
                        "LANE | OF | INTERFACE | BUS | STATE | READS | WRITES | SENT | WRITTEN | READ"
                                + " | DENIED | OVER | LOST",
                        "bl3cb19a27 | docker:door | bus | can0 | up | everything | everything | 6 | 6 | 14 | 0 | 0 | 0",
                        "blf061f825 | podman:seat | can0 | can0 | up | everything | everything | 6 | 6 | 14 | 0 | 0 | 0");
    }

    private static void mistakesAreASentenceAndChangeNothing(List<String> said) {
        assertThat(said)
                .extracting(line -> line.replaceAll("pid [0-9]+", "pid N")
                        .replaceAll("/proc/[0-9]+", "/proc/N")
                        .replaceAll("net \\[[0-9]+\\]", "net [FD]"))
                .containsExactly(
                        "1 nothing buslane: there is no container 'nobody': asked podman, docker, containerd; "
                                + NO_KANTO,
                        "1 nothing buslane: container podman:ended does not run",
                        "1 nothing buslane: container podman:hosted (pid N) is in the host's network, and sees its"
                                + " interfaces as they are",
                        "1 nothing buslane: podman:seat has an interface can1 already, a vcan that Buslane did not make",
                        "1 nothing buslane: podman:seat has an interface lo already, a device that Buslane did not make",
                        "1 nothing buslane: there is no bus can7 on this machine; there is can0",
                        "1 nothing buslane: lo is no CAN interface",
                        "1 nothing buslane: process 999999999 is gone",
                        "2 nothing buslane: --write 200@0/s: rule \"200@0/s\", column 5: a rate is 1 to 1000000 a"
                                + " second, written as in 123@50/s; `buslane help attach` says what it takes",
                        "1 nothing buslane: no agent is running in /run/buslane; `buslane agent` starts one",
                        "1 nothing buslane: seat has no lane can1; `buslane lanes` shows all",
                        "1 nothing buslane: nobody has no lane; `buslane lanes` shows all",
                        "1 nothing buslane: there is no container 'seat': asked podman of uid 1001; not asked podman"
                                + " (/run/containers/graph cannot be read: permission denied), docker"
                                + " (/run/docker.sock: Permission denied), containerd"
                                + " (/run/containerd/io.containerd.runtime.v2.task cannot be read: permission denied),"
                                + NO_KANTO.substring("not asked".length()),
                        NOT_ROOT,
                        "1 nothing buslane: setns /proc/N/ns/net [FD]: EPERM (operation not permitted): lanes take"
                                + " CAP_SYS_ADMIN and CAP_NET_ADMIN",
                        NOT_ROOT);
    }

    private static void rootReachesIntoAUsersOwnContainer(List<String> said) {
        assertThat(said)
                .containsExactly(
                        "podman:mine now has can0 on can0: reads all data frames, writes all data frames"
                                + " (bld6bf2535, a star through can0)",
                        "host can0 456#78",
                        "seat can0 456#78",
                        "detached can0 of podman:mine on can0 (bld6bf2535)");
    }

    /** Docker's container reads 100-1FF and writes 200r from then on, and what it sends itself it hears as ever. */
    private static void theAgentDoesTheSameForRoot(List<String> said) {
        List<String> fromSeat = List.of("1A0#01", "200#01", "200#R1", "00000200#01", "300#01");
        List<String> fromHost = List.of("1A0#03", "200#03", "200#R3", "00000200#03", "300#03");
        List<String> expected = new ArrayList<>(List.of(
                "docker:door now has bus on can0: reads 100-1FF,7FF, writes 200r (bl3cb19a27, a star through can0)",
                "1 nothing buslane: the agent does that for root alone, not for user me",
                "1 nothing buslane: there is no bus can7 on this machine; there is can0"));
        for (String listener : List.of("host can0 ", "seat can0 ")) {
            Stream.of(fromSeat, List.of("200#02", "200#R2"), fromHost)
                    .flatMap(List::stream)
                    .forEach(frame -> expected.add(listener + frame));
        }
        Stream.of("1A0#01", "1A0#02", "200#02", "200#R2", "00000200#02", "300#02", "1A0#03")
                .forEach(frame -> expected.add("door bus " + frame));
        expected.addAll(List.of(
                "200 is not read: no read rule names it",
                "200 is written: write rule 1, 200r, allows it",
                "300 is not read: no read rule names it",
                "300 is not written: no write rule names it",
                "detached can0 of podman:seat on can0 (blf061f825)",
                "the agent is ready in /run/buslane",
                "1 nothing buslane: seat has no lane; `buslane lanes` shows all",
                "3cb19a272a883610.ledger",
                "bl3cb19a27.json",
                "d6bf2535bb0a72cf.ledger",
                "f061f825e94cb1ab.ledger",
                "lock",
                "lo",
                "can1"));
        assertThat(said).containsExactlyElementsOf(expected);
    }

    /** The container's program begins when its interface is there, and not before. */
    private static void theScriptsOfOldWorkOnLanes(List<String> said) {
        String vxcan1 = "has vxcan1 on can0: reads everything, writes everything";
        assertThat(said)
                .containsExactly(
                        "Usage: can-forward.sh {-h} {-p PID} {-c container} <hw_can>",
                        "",
                        "hw_can          Host CAN hw interface to forward. Default: can0",
                        "-c container    Attempt to get netns PID from a running container: (docker, podman, containerd,"
                                + " kanto). Default: seat-service",
                        "-p PID          Use provided PID for transferring vxcan interface (e.g.: docker inspect -f"
                                + " '{{ .State.Pid }}' container)",
                        "-h              Prints this message",
                        "1 nothing ### Must be run as root (try: ...",
                        "1 nothing ### -c takes a value; can-forward.sh -h says which",
                        "1 nothing ### unknown option --nosuch; can-forward.sh -h lists them",
                        "1 nothing buslane: there is no interface can7, and no gateway is running; looked in"
                                + " /run/buslane, /tmp/buslane-0; `buslane up` starts one",
                        "1 nothing buslane: there is no container 'seat-service': asked podman, docker, containerd; "
                                + NO_KANTO,
                        "2 nothing Usage: setup_container_can.sh CONTAINER",
                        "docker:seat-service now %s (bl617ee844, a star through can0)".formatted(vxcan1),
                        "candump -L vxcan1 ",
                        "docker:seat-service %s (bl617ee844, a star through can0)".formatted(vxcan1),
                        "pid:PID now %s (LANE, a star through can0)".formatted(vxcan1),
                        "kanto:ubuntu now %s (ble27fab6b, a star through can0)".formatted(vxcan1),
                        "host can0 321##5AA",
                        "host can0 322#R",
                        "host can0 323#BB",
                        "seat-service vxcan1 321##5AA",
                        "seat-service vxcan1 322#R",
                        "seat-service vxcan1 323#BB",
                        "seat-service vxcan1 7FF#04");
    }

    private static void anEntrypointWaitsNoLongerThanItIsTold(List<String> said) {
        assertThat(said)
                .containsExactly(
                        "buslane wait: vxcan1 was not in this network namespace within 1 s",
                        "status 3",
                        "started",
                        "status 0",
                        "started",
                        "status 0");
    }

    private Running inTheTree(String kernel) throws IOException {
        Path script = Checkout.underTest().root().resolve("lab/proof/src/test/sh/real-containers.sh");
        String[] words = {
            "lab",
            "--kernel",
            kernel,
            "--tree",
            "debian13",
            "--memory",
            "2048",
            "--vcan",
            "can0",
            "--",
            "sh",
            place.file("real-containers.sh", Files.readString(script)).toString(),
            place.checkout().root().toString()
        };
        return place.buslane(words).within(PATIENCE).start();
    }
}
