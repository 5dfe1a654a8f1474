package org.buslane.proof;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.buslane.linux.ProcessIds;
import org.buslane.runtime.Containers;
import org.buslane.runtime.Finding;
import org.buslane.runtime.Machine;
import org.buslane.runtime.NetworkNamespaces;
import org.buslane.runtime.Reach;
import org.buslane.runtime.Target;

/** A program that finds containers, processes and files by its arguments, and reaches for their networks. */
final class FindContainers {
    private static final NetworkNamespaces NETWORKS = new NetworkNamespaces(Path.of("/proc"));

    private FindContainers() {}

    /** @param typed containers' names, {@code --pid=PID}, {@code --netns=FILE} and {@code --label=KEY=VALUE} */
    public static void main(String... typed) {
        Containers containers = new Containers(Machine.here(ProcessIds.effectiveUid()));
        for (String each : typed) {
            System.out.println(each + " is " + what(containers, each));
        }
    }

    private static String what(Containers containers, String typed) {
        if (typed.startsWith("--pid=")) {
            return what(NETWORKS.ofProcess(Integer.parseInt(typed.substring("--pid=".length()))));
        }
        if (typed.startsWith("--label=")) {
            String[] label = typed.substring("--label=".length()).split("=", 2);
            Optional<String> value = label.length == 2 ? Optional.of(label[1]) : Optional.empty();
            return containers.labelled(label[0], value).stream()
                    .map(each -> each + " of pid " + each.pid())
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
        if (typed.startsWith("--netns=")) {
            return what(NETWORKS.ofFile(Path.of(typed.substring("--netns=".length()))));
        }
        return switch (containers.find(typed)) {
            case Finding.Found(var container) ->
                "%s of pid %d in %s".formatted(container, container.pid(), what(NETWORKS.of(container)));
            case Finding.NotFound other -> other.sentence();
        };
    }

    private static String what(Reach reach) {
        return switch (reach) {
            case Reach.Reached(Target target) -> {
                try (target) {
                    yield "net %d of %s"
                            .formatted(
                                    target.inode(),
                                    target.owner()
                                            .map(owner -> owner.ours() ? "ours" : "uid " + owner.uid())
                                            .orElse("nobody we know"));
                }
            }
            case Reach.Refused(var reason, String sentence) -> reason + ": " + sentence;
        };
    }
}
