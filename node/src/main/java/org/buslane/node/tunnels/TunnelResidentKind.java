package org.buslane.node.tunnels;

import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelSpec;
import org.buslane.virtual.Resident;
import org.buslane.virtual.ResidentKind;
import org.buslane.virtual.ResidentSpec;
import org.buslane.virtual.Voice;

/** A tunnel that lives on a virtual bus. */
public record TunnelResidentKind(TunnelKind kind) implements ResidentKind {
    /** As the virtual buses are told of it. */
    public static ResidentSpec on(TunnelSpec tunnel) {
        return new ResidentSpec(tunnel.name(), tunnel.bus(), new TunnelResidentKind(tunnel.kind()));
    }

    @Override
    public String words() {
        return kind.words();
    }

    @Override
    public Resident open(Voice voice) {
        return new TunnelResident(kind, voice);
    }
}
