package org.buslane.virtual;

/** What a resident is, as it is declared: equal if nothing has changed. */
public interface ResidentKind {
    /** In words, for `reload`: {@code an adapter at /dev/ttyACM0}. */
    String words();

    /** On the gateway's thread. Must not fail: one that cannot work yet tries again when it is due. */
    Resident open(Voice voice);
}
