package org.buslane.node.reconcile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.buslane.lane.LaneId;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecord;

/**
 * Compares what was promised with what is, lane by lane, and makes up the difference. A lane whose namespace lives is
 * never taken away; one whose namespace is gone has nothing left but its record. Owned by the agent's thread.
 */
public final class Repair implements Duty {
    private final LaneDesk desk;
    private final Consumer<String> journal;

    /** What is wrong with a lane and was said already. */
    private final Map<LaneId, String> said = new HashMap<>();

    /** @param journal hears a sentence about each thing that was done, or cannot be */
    public Repair(LaneDesk desk, Consumer<String> journal) {
        this.desk = desk;
        this.journal = journal;
    }

    @Override
    public void pass() {
        try {
            List<LaneRecord> records = desk.records();
            said.keySet()
                    .removeIf(lane ->
                            records.stream().noneMatch(record -> record.lane().equals(lane)));
            records.forEach(this::repair);
        } catch (NodeException | LinuxException e) {
            journal.accept("cannot look after lanes: " + e.getMessage());
        }
    }

    private void repair(LaneRecord record) {
        try {
            List<String> done = desk.repair(record);
            done.forEach(step -> journal.accept("%s: %s".formatted(record.lane(), step)));
            said.remove(record.lane());
        } catch (RuntimeException e) {
            // Whatever is wrong with one lane, the agent lives on for the others.
            String why = String.valueOf(e.getMessage());
            if (!why.equals(said.put(record.lane(), why))) {
                journal.accept("%s of %s cannot be repaired: %s"
                        .formatted(record.lane(), record.request().owner(), why));
            }
        }
    }
}
