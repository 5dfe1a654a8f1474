package org.buslane.node.recording;

import java.io.IOException;

/** Where a recording's files come from, one after the other. */
interface Output {
    /** Opens the next file. */
    Drain next() throws IOException;

    /** What sentences call the file that was opened last, or is to be opened first. */
    String name();
}
