package org.buslane.node.lanes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.declared.Choice;
import org.buslane.node.folder.Caller;
import org.buslane.runtime.Container;
import org.buslane.runtime.Containers;
import org.buslane.runtime.Finding;
import org.buslane.runtime.Machine;
import org.buslane.runtime.NetworkNamespaces;
import org.buslane.runtime.Reach;

/** Finds targets on this machine: containers by their engines, processes and namespaces by the kernel's files. */
public final class MachineLocator implements Locator {
    private final Path proc;
    private final Containers containers;
    private final NetworkNamespaces namespaces;

    private MachineLocator(Machine machine, Path proc) {
        this.proc = proc;
        this.containers = new Containers(machine);
        this.namespaces = new NetworkNamespaces(proc);
    }

    public static MachineLocator of(Caller caller) {
        return new MachineLocator(
                new Machine(caller.root(), caller.environment(), caller.uid()),
                caller.root().resolve("proc"));
    }

    @Override
    public Located locate(Target target) {
        return switch (target) {
            case Target.Named(String name) -> {
                Container container = running(name);
                yield located(
                        container.qualifiedName(), namespaces.of(container), proc.resolve(container.pid() + "/ns/net"));
            }
            case Target.Pid(int pid) -> located("pid:" + pid, namespaces.ofProcess(pid), proc.resolve(pid + "/ns/net"));
            case Target.Netns(Path file) -> located("netns:" + file, namespaces.ofFile(file), file);
        };
    }

    private Container running(String name) {
        try {
            return switch (containers.find(name)) {
                case Finding.Found(Container container) -> container;
                case Finding.NotFound notFound -> throw new NodeException(notFound.sentence());
            };
        } catch (IllegalArgumentException e) {
            throw new NodeException(String.valueOf(e.getMessage()), e);
        }
    }

    private static Located located(String owner, Reach reach, Path file) {
        return switch (reach) {
            case Reach.Reached(org.buslane.runtime.Target target) -> new Located(owner, target.network(), file);
            case Reach.Refused refused -> throw new NodeException(refused.sentence());
        };
    }

    /** A name is the owner's, with or without its engine. No engine is asked: the container may be gone. */
    @Override
    public boolean isOwner(Target target, String owner) {
        return switch (target) {
            case Target.Named(String name) ->
                owner.equals(name) || owner.substring(owner.indexOf(':') + 1).equals(name);
            case Target.Pid(int pid) -> owner.equals("pid:" + pid);
            case Target.Netns(Path file) -> owner.equals("netns:" + file);
        };
    }

    @Override
    public List<Target> choose(Choice choice) {
        return switch (choice) {
            case Choice.Named(String container) -> List.of(new Target.Named(container));
            case Choice.Labelled(String key, Optional<String> value) ->
                oneInEachNetwork(containers.labelled(key, value));
            case Choice.Netns(Path file) -> List.of(new Target.Netns(file));
        };
    }

    /** All containers of a pod are in the network of its sandbox, which is the first to start. */
    private List<Target> oneInEachNetwork(List<Container> found) {
        Map<Object, Target> networks = new LinkedHashMap<>();
        for (Container each : found.stream()
                .sorted(Comparator.comparingLong(Container::startTime).thenComparing(Container::qualifiedName))
                .toList()) {
            networks.putIfAbsent(network(each), new Target.Named(each.qualifiedName()));
        }
        return List.copyOf(networks.values());
    }

    /** The number of its network namespace; the container itself if that cannot be seen. */
    private Object network(Container container) {
        try {
            return Files.getAttribute(proc.resolve(container.pid() + "/ns/net"), "unix:ino");
        } catch (IOException e) {
            return container;
        }
    }
}
