package org.buslane.virtual.ecu;

/** A variable becomes what an expression is. */
public record Assignment(int place, Expression expression) {}
