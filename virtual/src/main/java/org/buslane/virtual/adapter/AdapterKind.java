package org.buslane.virtual.adapter;

import org.buslane.core.slcan.SlcanSpec;
import org.buslane.virtual.Resident;
import org.buslane.virtual.ResidentKind;
import org.buslane.virtual.ResidentSpec;
import org.buslane.virtual.Voice;

/** A serial adapter that a bus goes through. */
public record AdapterKind(SlcanSpec spec) implements ResidentKind {
    /** As a bus declares it. */
    public static ResidentSpec on(String bus, SlcanSpec spec) {
        return new ResidentSpec("adapter of " + bus, bus, new AdapterKind(spec));
    }

    @Override
    public String words() {
        return spec.toString();
    }

    @Override
    public Resident open(Voice voice) {
        return new Adapter(spec, voice);
    }
}
