package org.buslane.runtime;

import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The containers of a machine, whichever engine runs them. It may be asked again and again: what stays is read once. */
public final class Containers {
    /** An engine that is busy starting others answers within a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String NAMESPACE_OF_DOCKER = "moby";

    private final Machine machine;
    private final Duration patience;
    private final OciAnnotations annotations = new OciAnnotations();
    private final Podman.Memory podman;

    public Containers(Machine machine) {
        this(machine, PATIENCE);
    }

    /** @param patience how long an engine may take to answer */
    Containers(Machine machine, Duration patience) {
        this.machine = machine;
        this.patience = patience;
        this.podman = new Podman.Memory(annotations, new PodmanLabels(), patience);
    }

    /**
     * Gives back what somebody typed for a container if one could be called so, be it there or not.
     *
     * @throws IllegalArgumentException if no container can
     */
    public static String checkName(String typed) {
        ContainerName.parse(typed);
        return typed;
    }

    /**
     * Finds one by its name, its id, or at least four digits its id begins with; in Kubernetes also by
     * {@code NAMESPACE/POD/CONTAINER}, or the pod's name, or the container's in it. With {@code docker:},
     * {@code podman:}, {@code containerd:} or {@code kanto:} before it only that engine is asked, and
     * {@code containerd:NAMESPACE/NAME} looks in that namespace of containerd only. A whole name goes before the
     * beginning of an id, and one that runs before one that does not.
     *
     * @throws IllegalArgumentException if no container can be called so
     */
    public Finding find(String typed) {
        Inquiry inquiry = Inquiry.about(ContainerName.parse(typed));
        ask(inquiry);
        return inquiry.finding();
    }

    /**
     * Every container that runs with a label, by name of the engine; none of an engine that cannot be asked. Docker's
     * labels are its own. Of the others annotations count, which ctr and nerdctl make of labels; of Podman also labels,
     * if its API listens.
     *
     * @param value of the label; empty for any
     */
    public List<Container> labelled(String key, Optional<String> value) {
        Inquiry inquiry = Inquiry.about(new Label(key, value));
        ask(inquiry);
        return inquiry.running();
    }

    private void ask(Inquiry inquiry) {
        // Before Docker, as whose double Podman may answer on its socket.
        inquiry.ask(Podman.sources(machine, podman));
        inquiry.ask(Docker.sources(machine, patience));
        inquiry.ask(List.of(new Kanto(machine, annotations)));
        inquiry.ask(Containerd.sources(machine, hidden(inquiry), annotations));
    }

    private static Set<String> hidden(Inquiry inquiry) {
        Set<String> hidden = new HashSet<>();
        for (Engine engine : EnumSet.allOf(Engine.class)) {
            if (inquiry.knows(engine)) {
                switch (engine) {
                    case DOCKER -> hidden.add(NAMESPACE_OF_DOCKER);
                    case KANTO -> hidden.add(Kanto.NAMESPACE);
                    case PODMAN, CONTAINERD -> {}
                }
            }
        }
        return hidden;
    }
}
