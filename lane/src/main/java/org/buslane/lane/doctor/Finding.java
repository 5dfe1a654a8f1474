package org.buslane.lane.doctor;

/**
 * Something that is wrong, or may come to be.
 *
 * @param object an interface, a lane, a rule in cangw's words behind {@code rule}, a module or a container
 * @param what goes on from the object, without a full stop
 * @param cure a command or a setting
 */
public record Finding(Check check, String object, String what, String cure) {}
