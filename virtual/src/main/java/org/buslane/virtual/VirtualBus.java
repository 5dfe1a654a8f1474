package org.buslane.virtual;

import org.buslane.core.bus.Bus;

/** A virtual bus as the gateway's thread has it: its ports, and whether it is up. */
final class VirtualBus {
    private final int place;
    private final BusSlot slot;
    private final Bus bus;
    private BusSpec spec;

    /** @param place of the slot in {@link GatewayMemory} */
    VirtualBus(BusSpec spec, int place, BusSlot slot) {
        this.spec = spec;
        this.place = place;
        this.slot = slot;
        this.bus = new Bus(spec.name(), slot.frames());
    }

    String name() {
        return spec.name();
    }

    int place() {
        return place;
    }

    /** Of its interfaces: the same in every lane, and after a takeover. */
    int index() {
        return slot.index();
    }

    BusKind kind() {
        return spec.kind();
    }

    /** The same bus with a kind that may be another. */
    void change(BusSpec after) {
        spec = after;
    }

    Bus bus() {
        return bus;
    }

    boolean isUp() {
        return slot.isUp();
    }

    void up(boolean on) {
        slot.up(on);
    }

    /** It is not declared any more. */
    void gone() {
        slot.undeclare();
    }

    BusStatus status() {
        return new BusStatus(spec.name(), spec.kind(), isUp(), bus.published(), bus.ports());
    }
}
