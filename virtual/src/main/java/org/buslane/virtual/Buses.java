package org.buslane.virtual;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.virtual.wire.InterfaceTable;

/**
 * The buses there are. Each has its index for as long as it is declared, whatever comes and goes beside it
 * and whoever takes over, so that programs and the journal can name it by that. Owned by the gateway's thread.
 */
final class Buses {
    private final GatewayMemory memory;
    private final NamedPlaces places;
    private final Map<String, VirtualBus> buses = new LinkedHashMap<>();

    Buses(GatewayMemory memory, List<BusSpec> declared) {
        this.memory = memory;
        this.places = new NamedPlaces(memory::bus);
        List<String> names = declared.stream().map(BusSpec::name).toList();
        places.reserve(names);
        forgetAllBut(names);
        declared.forEach(this::add);
    }

    /** What an earlier gateway had and nobody declares any more is gone, and comes anew should it come again. */
    private void forgetAllBut(List<String> names) {
        List<Integer> kept = names.stream()
                .flatMap(name -> places.named(name).stream().boxed())
                .toList();
        for (int place = 0; place < GatewayMemory.PLACES; place++) {
            BusSlot slot = new BusSlot(memory.bus(place));
            if (slot.isDeclared() && !kept.contains(place)) {
                slot.undeclare();
            }
        }
    }

    VirtualBus add(BusSpec spec) {
        int place = places.take(spec.name());
        BusSlot slot = new BusSlot(memory.bus(place));
        if (!slot.isDeclared()) {
            slot.declare(nextIndex());
        }
        VirtualBus bus = new VirtualBus(spec, place, slot);
        buses.put(spec.name(), bus);
        return bus;
    }

    void remove(VirtualBus bus) {
        buses.remove(bus.name());
        bus.gone();
        places.leave(bus.place());
    }

    private int nextIndex() {
        MemorySegment next = memory.nextIndex();
        int index = Math.max(next.get(ValueLayout.JAVA_INT, 0), InterfaceTable.FIRST_INDEX);
        next.set(ValueLayout.JAVA_INT, 0, index + 1);
        return index;
    }

    Optional<VirtualBus> named(String name) {
        return Optional.ofNullable(buses.get(name));
    }

    Collection<VirtualBus> all() {
        return List.copyOf(buses.values());
    }
}
