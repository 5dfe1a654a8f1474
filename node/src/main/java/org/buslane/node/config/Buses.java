package org.buslane.node.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.buslane.node.declared.DeclaredBus;
import org.buslane.virtual.BusSpec;

/** The buses of a document by their names, in its order: what lanes may lead to. */
record Buses(Map<String, BusSpec> virtual, Map<String, DeclaredBus> kernel) {
    static final Buses NONE = new Buses(Map.of(), Map.of());

    Buses {
        virtual = Collections.unmodifiableMap(new LinkedHashMap<>(virtual));
        kernel = Collections.unmodifiableMap(new LinkedHashMap<>(kernel));
    }

    boolean areNone() {
        return virtual.isEmpty() && kernel.isEmpty();
    }
}
