package org.buslane.node.recording;

import java.io.IOException;

/** Where whole pieces of a recording go. Owned by one thread. */
interface Drain {
    /** Takes the first {@code length} bytes, all of them or, if that fails and can be undone, none. */
    void write(byte[] bytes, int length) throws IOException;

    /** Whoever reads along gets what is there. */
    void flush() throws IOException;

    /** Bytes that stand in the file. */
    long size();

    /** Nothing more comes. The file is whole. */
    void close() throws IOException;
}
