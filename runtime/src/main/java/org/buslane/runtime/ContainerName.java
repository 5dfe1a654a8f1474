package org.buslane.runtime;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What people type for a container: {@code NAME}, or {@code ENGINE:NAME} if only that engine is meant. No engine has a
 * colon in its names.
 *
 * @param engine the only one that is asked; empty for all
 * @param name a name, an id or the beginning of one
 */
record ContainerName(Optional<Engine> engine, String name) {
    /** What names and ids of all four are made of, and the slashes between their parts. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*(/[A-Za-z0-9][A-Za-z0-9_.-]*)*");

    /** Of 64 hexadecimal digits; with fewer than four every short word would be one. */
    private static final Pattern ID_BEGINNING = Pattern.compile("[0-9a-f]{4,64}");

    private static final int LONGEST = 512;

    /** @throws IllegalArgumentException if no container can be called this */
    static ContainerName parse(String typed) {
        int colon = typed.indexOf(':');
        Optional<Engine> engine = Optional.empty();
        if (colon >= 0) {
            String word = typed.substring(0, colon);
            engine = Arrays.stream(Engine.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst();
            if (engine.isEmpty()) {
                throw new IllegalArgumentException(
                        "before the colon in '%s' stands docker, podman, containerd or kanto".formatted(typed));
            }
        }
        return new ContainerName(engine, typed.substring(colon + 1));
    }

    /** Whether a container can be called this. What users' files tell may be anything, such as a terminal's escapes. */
    static boolean isOne(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches();
    }

    ContainerName {
        if (!isOne(name)) {
            throw new IllegalArgumentException("no container can be called '%s'".formatted(shown(name)));
        }
    }

    boolean means(Engine other) {
        return engine.isEmpty() || engine.get() == other;
    }

    /** How a container of this id is meant by it, if it is, as far as ids go. */
    Optional<Closeness> matchId(String id) {
        if (id.equals(name)) {
            return Optional.of(Closeness.NAME);
        }
        return ID_BEGINNING.matcher(name).matches() && id.startsWith(name)
                ? Optional.of(Closeness.ID_BEGINNING)
                : Optional.empty();
    }

    private static String shown(String name) {
        return name.length() > LONGEST ? name.substring(0, 32) + "..." : name;
    }

    @Override
    public String toString() {
        return engine.map(each -> each.word() + ":" + name).orElse(name);
    }
}
