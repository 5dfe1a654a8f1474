package org.buslane.node.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.buslane.node.NodeException;
import org.buslane.node.declared.AtEnd;
import org.buslane.node.declared.Choice;
import org.buslane.node.declared.DeclaredLane;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneRecord;
import org.buslane.node.lanes.LaneReport;
import org.buslane.node.lanes.Target;

/**
 * Gives declared lanes to whoever they are for, as soon as that is there and each time it is started anew, and takes away
 * those that are no more declared. What was given {@link Repair} keeps. Owned by the agent's thread.
 */
final class DeclaredLanes implements Duty {
    private final LaneDesk desk;
    private final Function<Choice, List<Target>> chooser;
    private List<DeclaredLane> declared;
    private AtEnd atEnd;

    /** @param chooser who is there now of those that are chosen */
    DeclaredLanes(LaneDesk desk, Function<Choice, List<Target>> chooser, List<DeclaredLane> declared, AtEnd atEnd) {
        this.desk = desk;
        this.chooser = chooser;
        this.declared = List.copyOf(declared);
        this.atEnd = atEnd;
    }

    /** From the next pass on. */
    void declare(List<DeclaredLane> lanes, AtEnd end) {
        declared = List.copyOf(lanes);
        atEnd = end;
    }

    @Override
    public String subject() {
        return "the declared lanes";
    }

    @Override
    public void pass(Upkeep upkeep) {
        for (LaneRecord record : desk.records()) {
            if (isNoMoreDeclared(record, declared)) {
                upkeep.keep("lane " + record.lane(), () -> List.of(desk.undeclare(record)));
            }
        }
        for (DeclaredLane lane : declared) {
            for (Target target : targets(upkeep, lane)) {
                upkeep.watch("%s of %s".formatted(lane.name(), words(target)), () -> give(lane, target));
            }
        }
    }

    /** Containers come without a word to us, so this is asked in every pass. */
    private List<Target> targets(Upkeep upkeep, DeclaredLane lane) {
        List<Target> targets = new ArrayList<>();
        upkeep.watch("whoever has " + lane.choice(), () -> {
            targets.addAll(chooser.apply(lane.choice()));
            return List.of();
        });
        return targets;
    }

    private List<String> give(DeclaredLane lane, Target target) {
        return desk.promise(request(lane, target, false), lane.choice().toString())
                .map(LaneReport::steps)
                .orElse(List.of());
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
            chooser.apply(lane.choice()).forEach(target -> steps.addAll(plan(lane, target)));
        }
        return steps;
    }

    private List<String> plan(DeclaredLane lane, Target target) {
        String subject = "%s of %s".formatted(lane.name(), words(target));
        try {
            return desk.attach(request(lane, target, true)).steps().stream()
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

    private static String words(Target target) {
        return switch (target) {
            case Target.Named(String name) -> name;
            case Target.Pid(int pid) -> "process " + pid;
            case Target.Netns(var file) -> file.toString();
        };
    }
}
