package org.buslane.virtual;

import org.buslane.core.bus.Account;

/**
 * A resident now.
 *
 * @param written what it said
 * @param read what was there for it to hear
 */
public record ResidentStatus(String name, String bus, Account written, Account read) {}
