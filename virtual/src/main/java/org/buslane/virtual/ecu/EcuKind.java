package org.buslane.virtual.ecu;

import org.buslane.virtual.Resident;
import org.buslane.virtual.ResidentKind;
import org.buslane.virtual.Voice;

/** A simulated ECU as a participant of the gateway's own. */
public record EcuKind(EcuSpec spec) implements ResidentKind {
    @Override
    public String words() {
        return "a simulated ECU (" + spec.words() + ")";
    }

    @Override
    public Resident open(Voice voice) {
        return new EcuResident(spec.start(), voice);
    }
}
