package org.buslane.node.doctor;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.buslane.lane.doctor.HostedContainer;

/** Finds containers that run in this process's network, by the files of their processes: no engine has to be asked. */
final class HostedContainers {
    private HostedContainers() {}

    /** @param note what could not be looked at */
    record Seen(List<HostedContainer> containers, Optional<String> note) {}

    static Seen look(Path proc) {
        Map<String, HostedContainer> found = new TreeMap<>();
        Set<String> hidden = new TreeSet<>();
        try {
            Object network = network(proc.resolve("self"));
            // Of a container that this runs in itself the network is just what is looked at.
            Optional<String> own = container(proc.resolve("self"));
            for (Path process : processes(proc)) {
                Optional<String> id = container(process).filter(each -> !own.equals(Optional.of(each)));
                if (id.isPresent() && !found.containsKey(id.get())) {
                    look(process, id.get(), network, found, hidden);
                }
            }
        } catch (IOException e) {
            return new Seen(List.of(), Optional.of("which containers have the machine's network cannot be told: " + e));
        }
        hidden.removeAll(found.keySet());
        return new Seen(List.copyOf(found.values()), note(hidden.size()));
    }

    private static Optional<String> note(int hidden) {
        return hidden == 0
                ? Optional.empty()
                : Optional.of("whether containers have the machine's network is for root to see: %d were not looked at"
                        .formatted(hidden));
    }

    private static void look(
            Path process, String id, Object network, Map<String, HostedContainer> found, Set<String> hidden) {
        try {
            if (network(process).equals(network)) {
                String command = Files.readString(process.resolve("comm")).strip();
                found.put(id, new HostedContainer(id, command));
            }
        } catch (IOException e) {
            if (Files.exists(process)) {
                hidden.add(id); // To follow ns/net takes PTRACE_MODE_READ, namespaces(7).
            }
        }
    }

    /** The oldest first, as far as numbers tell: that is a container's first one. */
    private static List<Path> processes(Path proc) throws IOException {
        List<Path> processes = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(proc, "[0-9]*")) {
            folders.forEach(processes::add);
        }
        processes.sort(Comparator.comparingLong(
                folder -> Long.parseLong(folder.getFileName().toString())));
        return processes;
    }

    private static Optional<String> container(Path process) {
        try {
            return CgroupText.container(Files.readString(process.resolve("cgroup")));
        } catch (IOException e) {
            return Optional.empty(); // It is gone.
        }
    }

    private static Object network(Path process) throws IOException {
        return Files.getAttribute(process.resolve("ns/net"), "unix:ino");
    }
}
