package org.buslane.virtual;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.buslane.linux.Descriptor;

/** Keeps duplicates of descriptors, as buslane-keep does in a process of its own. */
final class KeptDescriptors implements DescriptorStore, AutoCloseable {
    private final Map<String, Descriptor> kept = new LinkedHashMap<>();

    @Override
    public synchronized List<Kept> inherited() {
        return kept.entrySet().stream()
                .map(entry -> new Kept(entry.getKey(), entry.getValue().duplicate()))
                .toList();
    }

    @Override
    public synchronized void keep(String name, Descriptor descriptor) {
        Descriptor before = kept.put(name, descriptor.duplicate());
        if (before != null) {
            before.close();
            throw new AssertionError("kept twice: " + name);
        }
    }

    @Override
    public synchronized void forget(String name) {
        Descriptor descriptor = kept.remove(name);
        if (descriptor != null) {
            descriptor.close();
        }
    }

    /** The one kept under this name; stays the store's. */
    synchronized Descriptor named(String name) {
        Descriptor descriptor = kept.get(name);
        if (descriptor == null) {
            throw new AssertionError("%s is not kept, only %s".formatted(name, kept.keySet()));
        }
        return descriptor;
    }

    synchronized List<String> names() {
        return List.copyOf(kept.keySet());
    }

    @Override
    public synchronized void close() {
        kept.values().forEach(Descriptor::close);
        kept.clear();
    }
}
