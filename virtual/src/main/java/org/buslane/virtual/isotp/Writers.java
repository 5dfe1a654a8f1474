package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.buslane.linux.Errno;
import org.buslane.virtual.session.Later;

/** Writes that have not returned yet: one whose PDU is being sent, and those that wait for its end. */
final class Writers {
    private static final int MOST = 8;

    /** A write whose turn has not come. */
    record Waiting(MemorySegment pdu, Later later) {}

    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Optional<Later> current = Optional.empty();

    /** @return whether there was room for another that waits */
    boolean add(MemorySegment pdu, Later later) {
        if (waiting.size() == MOST) {
            return false;
        }
        MemorySegment copy = MemorySegment.ofArray(new byte[(int) pdu.byteSize()]);
        copy.copyFrom(pdu);
        return waiting.add(new Waiting(copy, later));
    }

    /** The PDU that is being sent from now on has this write waiting for its end. */
    void begin(Later later) {
        current = Optional.of(later);
    }

    boolean isCurrent() {
        return current.isPresent();
    }

    /** What was being sent has come to this end. */
    void end(int error) {
        Optional<Later> ended = current;
        current = Optional.empty();
        ended.ifPresent(later -> later.answer(error));
    }

    Optional<Waiting> next() {
        return Optional.ofNullable(waiting.poll());
    }

    /** Those whose turn has not come have nobody left who would know. */
    void dropWaiting() {
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            next.get().later().answer(Errno.ENETDOWN);
        }
    }

    /** All of them get this answer. */
    void endAll(int error) {
        end(error);
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            next.get().later().answer(error);
        }
    }
}
