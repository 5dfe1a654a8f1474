package org.buslane.runtime;

/**
 * A running container.
 *
 * @param id the engine's own, mostly 64 hexadecimal digits
 * @param name what is unique in its engine, such as {@code seat-service} or, for containerd, {@code NAMESPACE/ID}
 * @param pid of its first process, as the pid namespace of /proc numbers it
 * @param startTime of that process, in clock ticks since boot: with it {@link Reach} notices that the pid has become
 *     another's
 */
public record Container(Engine engine, String id, String name, int pid, long startTime) {
    public Container {
        if (id.isEmpty() || name.isEmpty()) {
            throw new IllegalArgumentException("a container has an id and a name");
        }
        if (pid <= 0 || startTime < 0) {
            throw new IllegalArgumentException(
                    "container %s cannot be pid %d of tick %d".formatted(name, pid, startTime));
        }
    }

    /** Means it alone when typed: {@code docker:seat-service}. */
    public String qualifiedName() {
        return engine.word() + ":" + name;
    }

    @Override
    public String toString() {
        return qualifiedName();
    }
}
