package org.buslane.node.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.buslane.node.declared.DeclaredBus;
import org.buslane.virtual.BusSpec;
import org.buslane.virtual.ResidentSpec;

/**
 * The buses of a document by their names, in its order: what lanes may lead to.
 *
 * @param residents who lives on the virtual ones
 */
record Buses(Map<String, BusSpec> virtual, Map<String, DeclaredBus> kernel, List<ResidentSpec> residents) {
    static final Buses NONE = new Buses(Map.of(), Map.of(), List.of());

    Buses {
        virtual = Collections.unmodifiableMap(new LinkedHashMap<>(virtual));
        kernel = Collections.unmodifiableMap(new LinkedHashMap<>(kernel));
        residents = List.copyOf(residents);
    }

    boolean areNone() {
        return virtual.isEmpty() && kernel.isEmpty();
    }
}
