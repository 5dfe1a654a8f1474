package org.buslane.runtime;

/** How a container is meant by what was typed. The first of these that any container has, hides the others. */
enum Closeness {
    /** Its whole name or id. */
    NAME,
    /** It is the sandbox of the pod that is called so, in whose network namespace all its containers are. */
    POD,
    ID_BEGINNING
}
