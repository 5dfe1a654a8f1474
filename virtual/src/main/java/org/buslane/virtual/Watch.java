package org.buslane.virtual;

/** Told which lanes and connections there is to wait for. */
interface Watch {
    void begin(Lane lane);

    /** Before it is closed: while the keeper holds the same open file, closing ours would not end the waiting. */
    void end(Lane lane);

    /** Likewise. */
    void end(Connection connection);
}
