package org.buslane.node.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buslane.lane.LaneRequest;
import org.buslane.node.NodeException;
import org.buslane.node.declared.AtEnd;
import org.buslane.node.declared.DeclaredLane;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecord;
import org.buslane.node.lanes.Target;

/**
 * Gives declared lanes to whoever they are for, as soon as that is there and each time it is started anew, and takes away
 * those that are no more declared. What was given {@link Repair} keeps. Owned by the agent's thread.
 */
final class DeclaredLanes implements Duty {
    private final LaneDesk desk;
    private final Lookout lookout;
    private List<DeclaredLane> declared = List.of();
    private AtEnd atEnd = AtEnd.KEEP;

    DeclaredLanes(LaneDesk desk, Lookout lookout, List<DeclaredLane> declared, AtEnd atEnd) {
        this.desk = desk;
        this.lookout = lookout;
        declare(declared, atEnd);
    }

    /** From the next pass on. */
    final void declare(List<DeclaredLane> lanes, AtEnd end) {
        declared = List.copyOf(lanes);
        atEnd = end;
        lookout.watch(declared.stream().map(DeclaredLane::choice).distinct().toList());
    }

    @Override
    public String subject() {
        return "the declared lanes";
    }

    @Override
    public void pass(Upkeep upkeep) {
        List<LaneRecord> records = desk.records();
        for (LaneRecord record : records) {
            if (isNoMoreDeclared(record, declared)) {
                upkeep.keep("lane " + record.lane(), () -> List.of(desk.undeclare(record)));
            }
        }
        for (DeclaredLane lane : declared) {
            for (Seen one : lookout.of(lane.choice())) {
                upkeep.watch("%s of %s".formatted(lane.name(), one.target().words()), () -> give(lane, one, records));
            }
        }
    }

    private List<String> give(DeclaredLane lane, Seen one, List<LaneRecord> records) {
        if (!one.objection().isEmpty()) {
            throw new NodeException(one.objection());
        }
        String choice = lane.choice().toString();
        LaneRequest wanted = new LaneRequest(one.owner(), lane.bus(), lane.name(), lane.terms());
        boolean isGiven = records.stream()
                .anyMatch(record -> record.namespace() == one.namespace()
                        && record.request().equals(wanted)
                        && record.declared().equals(Optional.of(choice)));
        return isGiven
                ? List.of()
                : desk.promise(request(lane, one.target(), false), choice).steps();
    }

    private static AttachRequest request(DeclaredLane lane, Target target, boolean dryRun) {
        return new AttachRequest(target, lane.bus(), lane.name(), lane.terms(), dryRun);
    }

    private static boolean isNoMoreDeclared(LaneRecord record, List<DeclaredLane> lanes) {
        return record.declared()
                .filter(choice -> lanes.stream()
                        .noneMatch(lane -> lane.choice().toString().equals(choice)
                                && lane.name().equals(record.request().name())))
                .isPresent();
    }

    /** What would be done for these. */
    List<String> plan(List<DeclaredLane> lanes) {
        List<String> steps = new ArrayList<>();
        for (LaneRecord record : desk.records()) {
            if (isNoMoreDeclared(record, lanes)) {
                steps.add("detach %s of %s"
                        .formatted(record.request().name(), record.request().owner()));
            }
        }
        for (DeclaredLane lane : lanes) {
            lookout.lately(lane.choice()).forEach(one -> steps.addAll(plan(lane, one)));
        }
        return steps;
    }

    private List<String> plan(DeclaredLane lane, Seen one) {
        String subject = "%s of %s".formatted(lane.name(), one.target().words());
        if (!one.objection().isEmpty()) {
            return List.of("%s waits: %s".formatted(subject, one.objection()));
        }
        try {
            return desk.attach(request(lane, one.target(), true)).steps().stream()
                    .map(step -> subject + ": " + step)
                    .toList();
        } catch (NodeException e) {
            return List.of("%s waits: %s".formatted(subject, e.getMessage()));
        }
    }

    @Override
    public void end(Upkeep upkeep) {
        if (atEnd == AtEnd.REMOVE) {
            for (LaneRecord record : desk.records()) {
                record.declared()
                        .ifPresent(_ -> upkeep.watch("lane " + record.lane(), () -> List.of(desk.undeclare(record))));
            }
        }
    }
}
