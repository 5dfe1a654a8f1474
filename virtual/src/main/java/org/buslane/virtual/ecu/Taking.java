package org.buslane.virtual.ecu;

/** A variable becomes what stands in the frame that was heard; 0 where it has no such bits. */
public record Taking(int place, BitPlace from) {}
