package org.buslane.node.config;

import java.util.List;
import org.buslane.node.declared.DeclaredLane;
import org.buslane.virtual.LaneSpec;

/** The lanes of a document, in its order. */
record Lanes(List<LaneSpec> virtual, List<DeclaredLane> kernel) {
    static final Lanes NONE = new Lanes(List.of(), List.of());

    Lanes {
        virtual = List.copyOf(virtual);
        kernel = List.copyOf(kernel);
    }

    boolean areNone() {
        return virtual.isEmpty() && kernel.isEmpty();
    }
}
