package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Labels of Podman's containers. They are in its database, and of all else only its API tells them, if somebody has it
 * listen ({@code podman.socket}). That starts Podman anew after a while of silence, so it is asked when a container has
 * come that was not there before: a container's labels never change.
 */
final class PodmanLabels {
    private final Map<Path, Map<String, Map<String, String>>> known = new HashMap<>();

    /**
     * By their ids; of those that it does not tell, and of all if it does not listen or answer, none.
     *
     * @param running which may be asked for, and of which alone something is remembered
     */
    synchronized Map<String, Map<String, String>> of(Path socket, Set<String> running, Duration patience) {
        Map<String, Map<String, String>> before = known.getOrDefault(socket, Map.of());
        if (before.keySet().containsAll(running) || Files.notExists(socket)) {
            return before;
        }
        try {
            Map<String, Map<String, String>> told = ask(socket, patience);
            Map<String, Map<String, String>> now = new HashMap<>();
            running.forEach(id -> now.put(id, told.getOrDefault(id, Map.of())));
            known.put(socket, now);
            return now;
        } catch (IOException | IllegalArgumentException e) {
            // Its files have told of the containers themselves, and annotations count too.
            return before;
        }
    }

    /** In the part of its API that is like Docker's: all that run. */
    private static Map<String, Map<String, String>> ask(Path socket, Duration patience) throws IOException {
        Map<String, Map<String, String>> labels = new HashMap<>();
        List<Json> containers = new DockerApi(socket, patience)
                .get("/containers/json")
                .map(Json::items)
                .orElse(List.of());
        for (Json container : containers) {
            container
                    .at("Id")
                    .text()
                    .ifPresent(id -> labels.put(id, container.at("Labels").texts()));
        }
        return labels;
    }
}
