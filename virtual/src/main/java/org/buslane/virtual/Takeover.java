package org.buslane.virtual;

import org.buslane.core.frame.FrameBatch;
import org.buslane.virtual.wire.InterfaceTable;

/** What a killed gateway left half done: its journal, read before the memory is laid out anew. */
final class Takeover {
    private final int source;
    private final int[] received;
    private final int done;
    private final int until;
    private final long[] masks = new long[InterfaceTable.MAX_INTERFACES];
    private final int link;
    private final int rank;
    private final long sending;
    private final int sent;
    private final long stamp;

    Takeover(GatewayMemory memory) {
        Journal journal = new Journal(memory.journal());
        source = journal.source();
        received = Inbox.lengthsLeft(memory.inboxHeaders());
        done = journal.done();
        until = journal.until();
        for (int place = 0; place < masks.length; place++) {
            masks[place] = journal.mask(place);
        }
        link = journal.link();
        rank = journal.rank();
        sending = journal.frames();
        sent = sent(Inbox.lengthsLeft(memory.outboxHeaders()), Long.bitCount(sending));
        stamp = journal.stamp();
    }

    private static int sent(int[] outgoing, int frames) {
        int sent = 0;
        while (sent < frames && outgoing[sent] != 0) {
            sent++;
        }
        return sent;
    }

    /** The socket whose records are in the inbox, or -1. */
    int source() {
        return source;
    }

    /** Records in the inbox. */
    int count() {
        int count = 0;
        while (count < FrameBatch.CAPACITY && received[count] != 0) {
            count++;
        }
        return count;
    }

    /** The length of a record in the inbox. */
    int length(int record) {
        return received[record];
    }

    /** Whether judged records may not have reached everyone. */
    boolean isPublishing() {
        return until > done;
    }

    /** The first record that was not judged. */
    int next() {
        return Math.max(done, until);
    }

    /** The place of the link whose frames were going out. */
    int link() {
        return link;
    }

    /** The judged frames for the link at {@code place}. */
    long mask(int place) {
        return masks[place];
    }

    /** Of the port that frames were going to, or -1. */
    int rank() {
        return rank;
    }

    /** The frames for that port; 0 if it was served. */
    long sending() {
        return sending;
    }

    /** How many of them went out. */
    int sent() {
        return sent;
    }

    /** When the records were received. */
    long stamp() {
        return stamp;
    }
}
