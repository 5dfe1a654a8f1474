package org.buslane.runtime;

import java.util.Optional;

/**
 * A container that may be the one that is meant.
 *
 * @param running empty if it does not run
 */
record Candidate(Engine engine, String id, String name, Closeness closeness, Optional<ProcessState> running) {
    Optional<Container> container() {
        return running.map(first -> new Container(engine, id, name, first.pid(), first.startTime()));
    }

    String qualifiedName() {
        return engine.word() + ":" + name;
    }
}
