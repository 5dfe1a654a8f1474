package org.buslane.node.reconcile;

import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecord;

/**
 * Compares what was promised with what is, lane by lane, and makes up the difference. A lane whose namespace lives is
 * never taken away; one whose namespace is gone has nothing left but its record. Owned by the agent's thread.
 */
public final class Repair implements Duty {
    private final LaneDesk desk;

    public Repair(LaneDesk desk) {
        this.desk = desk;
    }

    @Override
    public String subject() {
        return "the lanes' records";
    }

    @Override
    public void pass(Upkeep upkeep) {
        for (LaneRecord record : desk.records()) {
            upkeep.keep(subject(record), () -> desk.repair(record));
        }
    }

    private static String subject(LaneRecord record) {
        return "%s (%s of %s)"
                .formatted(
                        record.lane(), record.request().name(), record.request().owner());
    }
}
