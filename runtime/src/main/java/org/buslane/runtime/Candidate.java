package org.buslane.runtime;

import java.util.Optional;

/**
 * A container that may be the one that is meant.
 *
 * @param name as its engine tells it; the id stands for one that no container can have
 * @param running empty if it does not run
 */
record Candidate(Engine engine, String id, String name, Closeness closeness, Optional<ProcessState> running) {
    Candidate {
        if (!ContainerName.isOne(id)) {
            throw new IllegalArgumentException("no container can have the id it tells");
        }
        name = ContainerName.isOne(name) ? name : id;
    }

    Optional<Container> container() {
        return running.map(first -> new Container(engine, id, name, first.pid(), first.startTime()));
    }

    String qualifiedName() {
        return engine.word() + ":" + name;
    }
}
