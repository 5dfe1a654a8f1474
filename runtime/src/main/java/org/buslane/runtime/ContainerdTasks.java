package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tasks of one containerd: a folder each, {@code STATE/io.containerd.runtime.v2.task/NAMESPACE/ID}, with the OCI
 * configuration and, from its start on, the pid. containerd itself removes the folder with the task.
 *
 * @param state containerd's folder for what ends with the machine
 */
record ContainerdTasks(Machine machine, String state) {
    /** That of most machines, that of k3s and RKE2, that of Eclipse Leda. */
    static final List<String> STATES = List.of("/run/containerd", "/run/k3s/containerd", "/data/run/containerd");

    private static final String TASKS = "io.containerd.runtime.v2.task";

    /** Names of processes have 15 characters: containerd-shim-runc-v2 and others. */
    private static final String SHIM = "containerd-shim";

    record Task(String namespace, String id, Path folder) {}

    /** Not even out of sight for who asks. */
    boolean areAbsent() {
        return Files.notExists(machine.at(state));
    }

    /** @throws IOException if they cannot be listed, with the reason */
    List<Task> list(Predicate<String> namespace) throws IOException {
        List<Task> tasks = new ArrayList<>();
        Path folder = machine.at(state).resolve(TASKS);
        for (String each : names(folder)) {
            if (namespace.test(each)) {
                for (String id : names(folder.resolve(each))) {
                    tasks.add(new Task(each, id, folder.resolve(each).resolve(id)));
                }
            }
        }
        return tasks;
    }

    private List<String> names(Path folder) throws IOException {
        try (Stream<Path> content = Files.list(folder)) {
            return content.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new IOException("%s cannot be read: %s".formatted(machine.shown(folder), BoundedFile.why(e)), e);
        }
    }

    Optional<ProcessState> running(String namespace, String id) {
        return running(folder(namespace, id));
    }

    /** Where a task's would be. */
    Path folder(String namespace, String id) {
        return machine.at(state).resolve(TASKS).resolve(namespace).resolve(id);
    }

    /** A task that has ended keeps its folder until somebody deletes it, and CRI's are kept for their logs. */
    Optional<ProcessState> running(Path folder) {
        int pid = BoundedFile.pid(folder.resolve("init.pid")).orElse(0);
        return machine.processes().child(pid, parent -> parent.command().equals(SHIM));
    }
}
