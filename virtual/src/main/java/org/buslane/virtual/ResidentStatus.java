package org.buslane.virtual;

import java.util.Optional;
import org.buslane.core.bus.Account;

/**
 * A resident now.
 *
 * @param kind what it is, in words
 * @param report what it says of itself
 * @param written what it said
 * @param read what was there for it to hear
 */
public record ResidentStatus(
        String name,
        String bus,
        String kind,
        Optional<? extends ResidentReport> report,
        Account written,
        Account read) {}
