package org.buslane.node.doctor;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * /proc/PID/cgroup: engines name the groups of a container after its id, as in {@code docker-ID.scope},
 * {@code libpod-ID.scope}, {@code cri-containerd-ID.scope}, {@code /docker/ID} and {@code /kubepods/besteffort/podUID/ID}.
 */
final class CgroupText {
    private static final Pattern ID = Pattern.compile("(?:[/:]|[/:][a-z-]*-)([0-9a-f]{64})(?:\\.scope)?(?=/|$)");

    /** The monitor of Podman's and CRI-O's that is beside a container and not in it. */
    private static final String MONITOR = "conmon";

    private static final int SHORT = 12;

    private CgroupText() {}

    /** The container's id, short; of one in another the inner one's. */
    static Optional<String> container(String text) {
        return text.lines()
                .filter(line -> !line.contains(MONITOR))
                .flatMap(line -> ID.matcher(line).results().reduce((_, last) -> last).stream())
                .map(CgroupText::id)
                .findFirst();
    }

    private static String id(MatchResult match) {
        return match.group(1).substring(0, SHORT);
    }
}
