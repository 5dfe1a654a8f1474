package org.buslane.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lists that containers/storage keeps of Podman's containers, below its two roots: a folder for each storage driver
 * that was ever in use, {@code overlay-containers} mostly.
 */
record PodmanLists(Machine machine, StorageRoots roots) {
    private static final String DRIVER = "-containers";

    /** The second is of containers that end with the machine ({@code --rm}): in either root. */
    private static final List<String> LISTS = List.of("containers.json", "volatile-containers.json");

    /**
     * A container as a list has it.
     *
     * @param graph the folder that has its folder, with what lasts
     * @param run likewise, with what ends with the machine
     */
    record Listed(String id, List<String> names, Path graph, Path run) {
        String name() {
            return names.isEmpty() ? id : names.getFirst();
        }
    }

    /** @throws IOException if they cannot be read, with the reason */
    List<Listed> read() throws IOException {
        Path graph = machine.at(roots.graph());
        Path run = machine.at(roots.run());
        List<Listed> listed = new ArrayList<>();
        for (String driver : drivers(graph, run)) {
            for (Path list : lists(graph.resolve(driver), run.resolve(driver))) {
                for (Json container : list(list)) {
                    listed(container, graph.resolve(driver), run.resolve(driver))
                            .ifPresent(listed::add);
                }
            }
        }
        return listed;
    }

    private Set<String> drivers(Path... folders) throws IOException {
        Set<String> drivers = new LinkedHashSet<>();
        for (Path folder : folders) {
            try (Stream<Path> content = Files.list(folder)) {
                content.map(each -> each.getFileName().toString())
                        .filter(each -> each.endsWith(DRIVER))
                        .sorted()
                        .forEach(drivers::add);
            } catch (NoSuchFileException e) {
                // Without a run root none has run since boot.
            } catch (IOException e) {
                throw unreadable(folder, BoundedFile.why(e), e);
            }
        }
        return drivers;
    }

    private static List<Path> lists(Path graph, Path run) {
        return LISTS.stream()
                .flatMap(list -> Stream.of(graph.resolve(list), run.resolve(list)))
                .toList();
    }

    private List<Json> list(Path file) throws IOException {
        try {
            Json list = Json.parse(BoundedFile.read(file));
            if (list.isList()) {
                return list.items();
            }
            throw new IllegalArgumentException("it is no list");
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw unreadable(file, BoundedFile.why(e), e);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    private IOException unreadable(Path path, String why, Exception cause) {
        return new IOException("%s cannot be read: %s".formatted(machine.shown(path), why), cause);
    }

    private static Optional<Listed> listed(Json container, Path graph, Path run) {
        return container
                .at("id")
                .text()
                .filter(text -> text.matches("[0-9a-f]+"))
                .map(id -> {
                    List<String> names = container.at("names").items().stream()
                            .flatMap(each -> each.text().stream())
                            .toList();
                    return new Listed(id, names, graph, run);
                });
    }
}
