package org.buslane.virtual;

import org.buslane.core.bus.Bus;

/** A virtual bus as the gateway's thread has it: its ports, and whether it is up. */
final class VirtualBus {
    private final BusSpec spec;
    private final Bus bus;
    private boolean up = true;

    VirtualBus(BusSpec spec) {
        this.spec = spec;
        this.bus = new Bus(spec.name());
    }

    String name() {
        return spec.name();
    }

    BusKind kind() {
        return spec.kind();
    }

    Bus bus() {
        return bus;
    }

    boolean isUp() {
        return up;
    }

    void up(boolean on) {
        up = on;
    }

    BusStatus status() {
        return new BusStatus(spec.name(), spec.kind(), up, bus.published(), bus.ports());
    }
}
