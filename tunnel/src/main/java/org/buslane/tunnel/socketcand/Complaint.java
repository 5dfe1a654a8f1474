package org.buslane.tunnel.socketcand;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** What a client is told of commands that the original drops without a word, or ends its session for. */
final class Complaint {
    /** isotp_bind() takes no such ids. */
    static final Complaint ISOTP_IDS = new Complaint("could not configure isotp");

    /** isotp_sendmsg() would not take it, or has given it up. */
    static final Complaint PDU = new Complaint("could not send pdu");

    /** More jobs and filters than the server's limits let a client have. */
    static final Complaint JOBS = new Complaint("too many jobs");

    private final MemorySegment text;

    private Complaint(String words) {
        byte[] bytes = "< error %s >".formatted(words).getBytes(StandardCharsets.US_ASCII);
        text = Arena.ofAuto().allocate(bytes.length);
        MemorySegment.copy(bytes, 0, text, ValueLayout.JAVA_BYTE, 0, bytes.length);
    }

    void tell(SessionSide side) {
        side.tell(text, 0, (int) text.byteSize(), 0);
    }
}
