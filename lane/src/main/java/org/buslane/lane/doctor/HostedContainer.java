package org.buslane.lane.doctor;

/**
 * A container that runs in the machine's own network.
 *
 * @param id its first digits, as engines show them
 * @param command the name of its first process
 */
public record HostedContainer(String id, String command) {}
