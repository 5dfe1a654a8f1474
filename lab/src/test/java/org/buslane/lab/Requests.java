package org.buslane.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.lab.supply.Release;

/** Requests that differ in one thing from what is asked for by saying nothing. */
final class Requests {
    private Requests() {}

    static LabRequest usual() {
        return of(Tree.HOST, "/work");
    }

    static LabRequest of(Tree tree, String folder) {
        return with(tree, folder, 1, LabRequest.USUAL_MEMORY, List.of());
    }

    static LabRequest with(int cpus, int memory, List<String> interfaces) {
        return with(Tree.HOST, "/work", cpus, memory, interfaces);
    }

    private static LabRequest with(Tree tree, String folder, int cpus, int memory, List<String> interfaces) {
        return new LabRequest(
                false,
                Release.V6_12,
                tree,
                cpus,
                memory,
                Path.of(folder),
                Map.of(),
                List.of("true"),
                interfaces,
                List.of(),
                List.of(),
                Optional.empty());
    }
}
