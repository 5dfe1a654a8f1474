package org.buslane.runtime;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * containerd by its files, whoever has it run containers: Kubernetes, k3s, nerdctl, ctr.
 *
 * @param hidden namespaces whose owner has answered for them, and knows names where containerd has only ids
 */
record Containerd(ContainerdTasks tasks, Set<String> hidden, OciAnnotations annotations) implements Source {
    static List<Source> sources(Machine machine, Set<String> hidden, OciAnnotations annotations) {
        return ContainerdTasks.STATES.stream()
                .<Source>map(state -> new Containerd(new ContainerdTasks(machine, state), hidden, annotations))
                .toList();
    }

    @Override
    public Engine engine() {
        return Engine.CONTAINERD;
    }

    @Override
    public String what() {
        boolean usual = tasks.state().equals(ContainerdTasks.STATES.getFirst());
        return usual ? engine().word() : engine().word() + " of " + tasks.state();
    }

    @Override
    public Answer ask(ContainerName name) {
        return ask(task -> candidate(name, task));
    }

    /** Labels are annotations here: ctr and nerdctl repeat theirs there, Kubernetes leaves only names. */
    @Override
    public Answer ask(Label label) {
        return ask(task -> label.isAmong(annotations.of(task.folder()))
                ? Optional.of(candidate(Closeness.NAME, task, names(task)))
                        .filter(each -> each.running().isPresent())
                : Optional.empty());
    }

    private Answer ask(Function<ContainerdTasks.Task, Optional<Candidate>> question) {
        if (tasks.areAbsent()) {
            return new Answer.Absent("no " + tasks.state());
        }
        try {
            return new Answer.Known(tasks.list(namespace -> !hidden.contains(namespace)).stream()
                    .flatMap(task -> question.apply(task).stream())
                    .toList());
        } catch (IOException e) {
            return new Answer.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Optional<Candidate> candidate(ContainerName asked, ContainerdTasks.Task task) {
        OciNames names = names(task);
        return closeness(asked, task, names).map(how -> candidate(how, task, names));
    }

    private Candidate candidate(Closeness how, ContainerdTasks.Task task, OciNames names) {
        String name = task.namespace() + "/" + names.first().orElse(task.id());
        return new Candidate(Engine.CONTAINERD, task.id(), name, how, tasks.running(task.folder()));
    }

    private OciNames names(ContainerdTasks.Task task) {
        return OciNames.of(annotations.of(task.folder()));
    }

    /** All of its names may stand behind its namespace and a slash. */
    private static Optional<Closeness> closeness(ContainerName asked, ContainerdTasks.Task task, OciNames names) {
        return closeness(asked, task.id(), names).or(() -> {
            String before = task.namespace() + "/";
            return asked.name().startsWith(before)
                    ? closeness(
                            new ContainerName(asked.engine(), asked.name().substring(before.length())),
                            task.id(),
                            names)
                    : Optional.empty();
        });
    }

    private static Optional<Closeness> closeness(ContainerName asked, String id, OciNames names) {
        if (names.names().contains(asked.name())) {
            return Optional.of(Closeness.NAME);
        }
        return names.pods().contains(asked.name()) ? Optional.of(Closeness.POD) : asked.matchId(id);
    }
}
