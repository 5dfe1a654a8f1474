package org.buslane.proof.house.planted.linux;

import java.lang.foreign.Linker;
import org.buslane.proof.house.planted.core.KnowsAboveManager;

/** Planted: linux knows of core more than its frames. That it calls out of Java is its right. */
public record KnowsTooMuch(KnowsAboveManager more, Linker linker) {}
