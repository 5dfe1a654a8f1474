package org.buslane.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.buslane.lab.supply.Supplies;

/**
 * What a lab is put together from.
 *
 * @param supplies kernels and trees
 * @param program buslane-lab
 * @param visible folders that every tree has at their own place, such as the JDK
 * @param environment of this process: where a lab's folder may be
 */
public record Parts(Supplies supplies, Path program, List<Path> visible, Map<String, String> environment) {
    public Parts {
        visible = List.copyOf(visible);
        environment = Map.copyOf(environment);
    }

    /** Where a lab's folder may be, the fastest first. */
    List<Path> places() {
        String temporary = environment.getOrDefault("TMPDIR", "");
        return Stream.of("/dev/shm", temporary.isEmpty() ? "/tmp" : temporary, "/var/tmp")
                .map(each -> Path.of(each).toAbsolutePath())
                .toList();
    }
}
