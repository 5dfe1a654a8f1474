package org.buslane.runtime;

/** One place where containers are known: an engine's socket or its files, of the machine or of one user. */
interface Source {
    Engine engine();

    /** For people: {@code docker}, {@code podman of uid 1000}. */
    String what();

    Answer ask(ContainerName name);

    /** Those that run with that label, all of them as {@link Closeness#NAME}. */
    Answer ask(Label label);
}
