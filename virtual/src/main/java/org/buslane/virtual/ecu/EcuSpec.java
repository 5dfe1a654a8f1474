package org.buslane.virtual.ecu;

/** A simulated ECU that is wanted. Equal ones do the same. */
public sealed interface EcuSpec permits ScriptSpec, SeatSpec {
    /** One that begins now. */
    Ecu start();

    /** In a few words, for who is told of it: {@code seat}. */
    String words();
}
