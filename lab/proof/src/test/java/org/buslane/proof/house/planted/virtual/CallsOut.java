package org.buslane.proof.house.planted.virtual;

import java.lang.foreign.Linker;
import org.buslane.proof.house.planted.linux.KnowsTooMuch;

/** Planted: calls out of Java though it is not linux, and closes a circle. To know linux is its right. */
public record CallsOut(Linker linker, KnowsTooMuch below) {}
