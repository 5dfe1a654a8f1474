package org.buslane.virtual;

import org.buslane.core.bus.Ledger;
import org.buslane.core.bus.Origin;

/** One whose frames the gateway itself makes: a session of a program, or a {@link Resident}. */
interface Speaker extends Origin {
    /** The account of what it says. */
    Ledger written();
}
