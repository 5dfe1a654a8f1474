package org.buslane.lane;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernel modules that lanes are made of: whether they are there, and how can-gw was loaded. Loading is
 * {@code modprobe}'s, so that what is configured for it counts.
 *
 * @param root where /sys, /proc and /lib are: {@code /} but for tests
 */
public record Modules(Path root) {
    private static final int SECONDS = 20;

    /** Those of the running kernel. */
    public static Modules here() {
        return new Modules(Path.of("/"));
    }

    /** A module's name on disk and in /sys may differ in dashes, modprobe takes both. */
    public GatewayModule gateway() {
        Path loaded = root.resolve("sys/module/can_gw");
        if (Files.exists(loaded)) {
            // Unreadable, it is what the kernel takes by default.
            return new GatewayModule.Loaded(number(loaded.resolve("parameters/max_hops"), 1));
        }
        return isKnown("can-gw") ? new GatewayModule.Loadable() : new GatewayModule.Missing();
    }

    /** The kernel loads it by itself when a pair is asked for. */
    public boolean hasVxcan() {
        return has("vxcan");
    }

    /** Loaded by itself, too. */
    public boolean hasVcan() {
        return has("vcan");
    }

    /**
     * Which of these the kernel neither has nor can load. Empty if that cannot be told, as one without the list of its
     * modules may have them all built in.
     *
     * @param modules with dashes or underscores as their files have them
     */
    public Optional<Set<String>> missing(Collection<String> modules) {
        if (Stream.of("modules.dep", "modules.builtin").noneMatch(file -> Files.isReadable(listed(file)))) {
            return Optional.empty();
        }
        return Optional.of(modules.stream().filter(module -> !has(module)).collect(Collectors.toSet()));
    }

    /** What a lane's filters are made of, if it can be told. Loaded by itself, too. */
    boolean hasTraffic() {
        return missing(List.of("sch_ingress", "cls_u32", "cls_matchall", "act_gact"))
                .map(Set::isEmpty)
                .orElse(true);
    }

    private boolean has(String module) {
        return Files.exists(root.resolve("sys/module").resolve(module.replace('-', '_'))) || isKnown(module);
    }

    /** Whether it is a file of the running kernel's or was built into it; one built in has no folder in /sys. */
    private boolean isKnown(String module) {
        return Stream.of("modules.dep", "modules.builtin")
                .flatMap(file -> lines(listed(file)).stream())
                .anyMatch(line -> line.startsWith(module + ".ko") || line.matches("\\S*/" + module + "\\.ko\\b.*"));
    }

    private Path listed(String file) {
        return root.resolve("lib/modules").resolve(release()).resolve(file);
    }

    private String release() {
        return lines(root.resolve("proc/sys/kernel/osrelease")).stream()
                .findFirst()
                .orElse("unknown");
    }

    private static int number(Path file, int otherwise) {
        return lines(file).stream()
                .filter(line -> line.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .findFirst()
                .orElse(otherwise);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new LaneException("%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Loads can-gw, as lanes need it, if it is not.
     *
     * @throws LaneException with modprobe's own words
     */
    public void needGateway() {
        if (gateway() instanceof GatewayModule.Loadable) {
            loadGateway(Planner.HOPS);
        }
    }

    /** @throws LaneException with modprobe's own words */
    void loadGateway(int maxHops) {
        List<String> line = List.of(modprobe(), "can-gw", "max_hops=" + maxHops);
        try {
            Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LaneException("%s takes longer than %d s".formatted(String.join(" ", line), SECONDS));
            }
            if (process.exitValue() != 0) {
                String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
                throw new LaneException("%s: %s"
                        .formatted(
                                String.join(" ", line),
                                words.isEmpty() ? "failed with " + process.exitValue() : words));
            }
        } catch (IOException e) {
            throw new LaneException("can-gw is not loaded, and cannot be: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaneException("interrupted while can-gw was loaded", e);
        }
    }

    /** The kernel's own, which need not be on the path. */
    private String modprobe() {
        return lines(root.resolve("proc/sys/kernel/modprobe")).stream()
                .filter(path -> path.startsWith("/"))
                .findFirst()
                .orElse("/sbin/modprobe");
    }
}
