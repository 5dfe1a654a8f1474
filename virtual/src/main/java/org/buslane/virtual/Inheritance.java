package org.buslane.virtual;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Mapping;
import org.buslane.linux.MemFd;

/** What an earlier gateway left with the store, taken over piece by piece; what is missing is made. */
final class Inheritance {
    private static final String MEMORY = "memory";

    private final DescriptorStore store;
    private final Map<String, Descriptor> left = new HashMap<>();

    Inheritance(DescriptorStore store) {
        this.store = store;
        store.inherited().forEach(kept -> left.put(kept.name(), kept.descriptor()));
    }

    Optional<Descriptor> take(String name) {
        return Optional.ofNullable(left.remove(name));
    }

    /** The names of what nobody has taken yet. */
    List<String> names() {
        return List.copyOf(left.keySet());
    }

    void keep(String name, Descriptor descriptor) {
        store.keep(name, descriptor);
    }

    void forget(String name) {
        store.forget(name);
    }

    /**
     * The memory that was left, or a new one. Another version's memory has another size or number and is
     * not read, so its sockets are let go.
     */
    Mapping memory() {
        Optional<Descriptor> kept = take(MEMORY);
        if (kept.isPresent()) {
            try (Descriptor descriptor = kept.get()) {
                if (new MemFd(descriptor).size() == GatewayMemory.SIZE) {
                    Mapping mapping = Mapping.readWrite(descriptor, GatewayMemory.SIZE);
                    if (new GatewayMemory(mapping.memory()).isContinued()) {
                        return mapping;
                    }
                    mapping.close();
                }
            }
            store.forget(MEMORY);
        }
        try (MemFd file = MemFd.create("buslane", GatewayMemory.SIZE)) {
            store.keep(MEMORY, file.descriptor());
            return Mapping.readWrite(file.descriptor(), GatewayMemory.SIZE);
        }
    }

    /** What nobody took belongs to what is no longer declared. */
    void closeRest() {
        left.forEach((name, descriptor) -> {
            descriptor.close();
            store.forget(name);
        });
        left.clear();
    }
}
