package org.buslane.virtual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.buslane.virtual.LaneSpec.LinkSpec;

/**
 * What is other in one configuration than in another, in the order in which it is told: what comes and what
 * changes as it is declared, then what goes.
 */
public record VirtualChange(List<VirtualStep> steps) {
    public VirtualChange {
        steps = List.copyOf(steps);
    }

    /** From what there is to what is wanted. A bus or lane is the same if its name is, a lane's interface if its bus is. */
    public static VirtualChange between(VirtualConfig before, VirtualConfig after) {
        List<VirtualStep> steps = new ArrayList<>();
        Map<String, BusSpec> buses = new HashMap<>();
        before.buses().forEach(bus -> buses.put(bus.name(), bus));
        for (BusSpec bus : after.buses()) {
            BusSpec there = buses.remove(bus.name());
            if (there == null) {
                steps.add(new VirtualStep.AddBus(bus));
            } else if (there.kind() != bus.kind()) {
                steps.add(new VirtualStep.ChangeKind(bus.name(), there.kind(), bus.kind()));
            }
        }
        Map<String, LaneSpec> lanes = new HashMap<>();
        before.lanes().forEach(lane -> lanes.put(lane.name(), lane));
        for (LaneSpec lane : after.lanes()) {
            LaneSpec there = lanes.remove(lane.name());
            if (there == null) {
                steps.add(new VirtualStep.AddLane(lane));
            } else {
                between(there, lane, steps);
            }
        }
        before.residents().stream()
                .filter(resident -> !after.residents().contains(resident))
                .forEach(resident -> steps.add(new VirtualStep.RemoveResident(resident.name())));
        after.residents().stream()
                .filter(resident -> !before.residents().contains(resident))
                .forEach(resident -> steps.add(new VirtualStep.AddResident(resident)));
        before.lanes().stream()
                .filter(lane -> lanes.containsKey(lane.name()))
                .forEach(lane -> steps.add(new VirtualStep.RemoveLane(lane.name())));
        before.buses().stream()
                .filter(bus -> buses.containsKey(bus.name()))
                .forEach(bus -> steps.add(new VirtualStep.RemoveBus(bus.name())));
        return new VirtualChange(steps);
    }

    private static void between(LaneSpec before, LaneSpec after, List<VirtualStep> steps) {
        if (before.mode() != after.mode()) {
            steps.add(new VirtualStep.ChangeMode(after.name(), before.mode(), after.mode()));
        }
        Map<String, LinkSpec> links = new HashMap<>();
        before.links().forEach(link -> links.put(link.bus(), link));
        for (LinkSpec link : after.links()) {
            LinkSpec there = links.remove(link.bus());
            if (there == null) {
                steps.add(new VirtualStep.AddInterface(after.name(), link));
                continue;
            }
            if (!there.name().equals(link.name())) {
                steps.add(new VirtualStep.RenameInterface(after.name(), there.name(), link.name()));
            }
            if (!there.policy().equals(link.policy())) {
                steps.add(new VirtualStep.ChangePolicy(after.name(), link.name(), there.policy(), link.policy()));
            }
        }
        before.links().stream()
                .filter(link -> links.containsKey(link.bus()))
                .forEach(link -> steps.add(new VirtualStep.RemoveInterface(after.name(), link.name())));
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /** Each step in words. */
    public List<String> words() {
        return steps.stream().map(VirtualStep::words).toList();
    }
}
