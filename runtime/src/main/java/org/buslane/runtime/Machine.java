package org.buslane.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where things are on a machine, and who asks.
 *
 * @param root the folder that is /
 * @param environment of the caller
 * @param uid of the caller
 */
public record Machine(Path root, Map<String, String> environment, long uid) {
    public Machine {
        environment = Map.copyOf(environment);
    }

    /** That this process is on. */
    public static Machine here(long uid) {
        return new Machine(Path.of("/"), System.getenv(), uid);
    }

    /** What is at an absolute path there. */
    Path at(String path) {
        return root.resolve(path.replaceFirst("^/+", ""));
    }

    /** As it is called there. */
    String shown(Path path) {
        return "/" + root.relativize(path);
    }

    Processes processes() {
        return new Processes(at("/proc"));
    }

    /** A variable that is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Whose containers without root may be meant: the caller's, or of who became root by sudo(8). */
    Optional<User> user() {
        if (uid != 0) {
            return Optional.of(User.calling(this));
        }
        return variable("SUDO_UID")
                .filter(id -> id.matches("[1-9][0-9]{0,9}"))
                .flatMap(id -> User.known(this, Long.parseLong(id)));
    }

    /** Lines of a small text file; none if it cannot be read. */
    List<String> lines(String path) {
        return BoundedFile.text(at(path)).map(text -> text.lines().toList()).orElse(List.of());
    }
}
