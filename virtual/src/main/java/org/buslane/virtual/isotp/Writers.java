package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.buslane.virtual.session.Budget;
import org.buslane.virtual.session.Later;

/**
 * Writes that have not returned yet: one whose PDU is being sent, and those that wait for its end, whose PDUs are taken
 * from the budget.
 */
final class Writers {
    private static final int MOST = 8;

    /** A write whose turn has not come. */
    record Waiting(MemorySegment pdu, Later later) {}

    private final Budget budget;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private Optional<Later> current = Optional.empty();

    Writers(Budget budget) {
        this.budget = budget;
    }

    /** @return whether there was room for another that waits */
    boolean add(MemorySegment pdu, Later later) {
        if (waiting.size() == MOST || !budget.take((int) pdu.byteSize())) {
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
        Optional<Waiting> next = Optional.ofNullable(waiting.poll());
        next.ifPresent(write -> budget.give((int) write.pdu().byteSize()));
        return next;
    }

    /** Those whose turn has not come get this answer. */
    void endWaiting(int error) {
        for (Optional<Waiting> next = next(); next.isPresent(); next = next()) {
            next.get().later().answer(error);
        }
    }
}
