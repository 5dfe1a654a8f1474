package org.buslane.node.declared;

import org.buslane.lane.LaneTerms;

/**
 * A lane on a bus of the kernel's, for whoever is chosen.
 *
 * @param bus the kernel's interface
 * @param name of the interface inside
 */
public record DeclaredLane(Choice choice, String bus, String name, LaneTerms terms) {}
