package org.buslane.lab.house.planted.core;

import org.buslane.lab.house.planted.virtual.CallsOut;

/** Planted: core knows virtual, and its name says nothing. */
public record KnowsAboveManager(CallsOut above) {}
