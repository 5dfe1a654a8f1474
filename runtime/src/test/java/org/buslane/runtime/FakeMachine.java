package org.buslane.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A machine of files, with what engines leave on it. */
final class FakeMachine {
    static final String ID = "7eee6e914180e8715d78c9cb678baf9f1d06db03acc5d7c3079ad27d598a16e6";
    static final String OTHER_ID = "6fb7f9d59bc457a7474fd976c6fa262deaefd3d68a112d18edcc968c18f1d3e5";

    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();
    private long uid;

    FakeMachine(Path root) {
        this.root = root;
        process(1, "systemd", 0);
    }

    Machine machine() {
        return new Machine(root, environment, uid);
    }

    Finding find(String typed) {
        return containers().find(typed);
    }

    /** How they are typed, in the order of their engines. */
    List<String> labelled(String key) {
        return names(containers().labelled(key, Optional.empty()));
    }

    List<String> labelled(String key, String value) {
        return names(containers().labelled(key, Optional.of(value)));
    }

    static List<String> names(List<Container> containers) {
        return containers.stream().map(Container::qualifiedName).toList();
    }

    Containers containers() {
        return new Containers(machine(), Duration.ofSeconds(20));
    }

    /** Of one that runs. */
    Container found(String typed) {
        return switch (find(typed)) {
            case Finding.Found(Container container) -> container;
            case Finding.NotFound other -> throw new AssertionError(other.sentence());
        };
    }

    String sentence(String typed) {
        return switch (find(typed)) {
            case Finding.NotFound other -> other.sentence();
            case Finding.Found(Container container) -> throw new AssertionError("found " + container);
        };
    }

    FakeMachine with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    FakeMachine of(long caller) {
        uid = caller;
        return this;
    }

    Path at(String path) {
        return machine().at(path);
    }

    void file(String path, String text) {
        try {
            Files.createDirectories(at(path).getParent());
            Files.writeString(at(path), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void folder(String path) {
        try {
            Files.createDirectories(at(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void process(int pid, String command, int parent) {
        process(pid, command, 'S', parent, 1000L + pid);
    }

    void process(int pid, String command, char state, int parent, long startTime) {
        file(
                "/proc/" + pid + "/stat",
                "%d (%s) %c %d 1 1 0 -1 4194560 1 0 0 0 1 2 0 0 20 0 1 0 %d 9 9 9\n"
                        .formatted(pid, command, state, parent, startTime));
    }

    /** A process belongs to whom its folder belongs to: to who runs this test, unless root does, who may give it away. */
    long ordinaryOwner(int pid) {
        try {
            Path folder = at("/proc/" + pid);
            int owner = (Integer) Files.getAttribute(folder, "unix:uid");
            if (owner == 0) {
                Files.setAttribute(folder, "unix:uid", 1000);
            }
            return owner == 0 ? 1000 : owner;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** With its conmon, whose pid is one less. */
    void podman(String graph, String run, String id, int pid, String list) {
        file(graph + "/overlay-containers/containers.json", list);
        process(pid - 1, "conmon", 1);
        process(pid, "sleep", pid - 1);
        file(run + "/overlay-containers/" + id + "/userdata/conmon.pid", Integer.toString(pid - 1));
        file(run + "/overlay-containers/" + id + "/userdata/pidfile", Integer.toString(pid));
    }

    void podman(String name, int pid) {
        podman("/var/lib/containers/storage", "/run/containers/storage", ID, pid, podmanList(name, ID));
    }

    static String podmanList(String name, String id) {
        return "[{\"id\":\"%s\",\"names\":[\"%s\"],\"image\":\"bc\",\"flags\":{\"MountLabel\":\"\"}}]"
                .formatted(id, name);
    }

    /** With its shim, whose pid is one less. */
    void containerd(String state, String namespace, String id, int pid, String annotations) {
        String folder = "%s/io.containerd.runtime.v2.task/%s/%s".formatted(state, namespace, id);
        file(folder + "/config.json", "{\"ociVersion\":\"1.2.0\",\"annotations\":{%s}}".formatted(annotations));
        file(folder + "/init.pid", Integer.toString(pid));
        process(pid - 1, "containerd-shim", 1);
        process(pid, "sleep", pid - 1);
    }

    /** A pod's sandbox, or a container in a pod. */
    void pod(String id, int pid, String pod, String container) {
        String annotations = """
                "io.kubernetes.cri.container-type":"%s","io.kubernetes.cri.sandbox-name":"%s",
                "io.kubernetes.cri.sandbox-namespace":"cars"%s""".formatted(
                        container.isEmpty() ? "sandbox" : "container",
                        pod,
                        container.isEmpty() ? "" : ",\"io.kubernetes.cri.container-name\":\"%s\"".formatted(container));
        containerd("/run/k3s/containerd", "k8s.io", id, pid, annotations);
    }

    void kanto(String id, String name) {
        file(
                "/var/lib/container-management/containers/" + id + "/config.json",
                "{\"container_id\":\"%s\",\"container_name\":\"%s\",\"state\":{\"pid\":1,\"running\":true}}"
                        .formatted(id, name));
    }
}
