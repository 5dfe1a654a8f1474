package org.buslane.proof.house.planted.core;

import org.buslane.proof.house.planted.virtual.CallsOut;

/** Planted: core knows virtual, and its name says nothing. */
public record KnowsAboveManager(CallsOut above) {}
