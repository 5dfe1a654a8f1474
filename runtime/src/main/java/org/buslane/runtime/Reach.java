package org.buslane.runtime;

/** What came of reaching for a network namespace. */
public sealed interface Reach {
    /** It is held, and the receiver's to close. */
    record Reached(Target target) implements Reach {}

    /**
     * What a person is told instead.
     *
     * @param sentence names the process or the file
     */
    record Refused(Reason reason, String sentence) implements Reach {}

    /** Why. */
    enum Reason {
        /** There is no such process, or no such file. */
        GONE,
        /** The process has ended, and its parent has not asked how: it has no namespaces any more. */
        ZOMBIE,
        /** The pid is another process's by now. */
        RECYCLED,
        /** It is the network namespace of this process, so nothing is between the two. */
        HOST_NETWORK,
        /** The file is something else. */
        NO_NAMESPACE,
        /** It is another user's. */
        FORBIDDEN
    }
}
