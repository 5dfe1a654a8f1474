package org.buslane.virtual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.buslane.core.policy.Policy;
import org.buslane.virtual.LaneSpec.LinkSpec;

/** One thing that is other than before. */
public sealed interface VirtualStep {
    /** In words, as an order: {@code add bus can0 (fd)}. */
    String words();

    /** A bus that is new. */
    record AddBus(BusSpec bus) implements VirtualStep {
        @Override
        public String words() {
            return "add bus %s (%s)".formatted(bus.name(), bus.kind().label());
        }
    }

    /** A bus that is no more: who is bound to it gets ENODEV. */
    record RemoveBus(String bus) implements VirtualStep {
        @Override
        public String words() {
            return "remove bus " + bus;
        }
    }

    /** The bus stays, and carries other frames from now on. */
    record ChangeKind(String bus, BusKind before, BusKind after) implements VirtualStep {
        @Override
        public String words() {
            return "change bus %s from %s to %s".formatted(bus, before.label(), after.label());
        }
    }

    /** A lane that is new. */
    record AddLane(LaneSpec lane) implements VirtualStep {
        @Override
        public String words() {
            return "add lane %s with %s"
                    .formatted(
                            lane.name(),
                            lane.links().stream().map(VirtualStep::describe).collect(Collectors.joining(" and ")));
        }
    }

    /** A lane that is no more: its programs see the network go down. */
    record RemoveLane(String lane) implements VirtualStep {
        @Override
        public String words() {
            return "remove lane " + lane;
        }
    }

    /** Who may come to a lane; who is there stays. */
    record ChangeMode(String lane, int before, int after) implements VirtualStep {
        @Override
        public String words() {
            return "change the mode of lane %s from %04o to %04o".formatted(lane, before, after);
        }
    }

    /** A lane leads to one more bus. */
    record AddInterface(String lane, LinkSpec link) implements VirtualStep {
        @Override
        public String words() {
            return "add to lane %s %s".formatted(lane, describe(link));
        }
    }

    /** A lane leads to a bus no more: who is bound there gets ENODEV. */
    record RemoveInterface(String lane, String name) implements VirtualStep {
        @Override
        public String words() {
            return "remove from lane %s %s".formatted(lane, name);
        }
    }

    /** It leads to the same bus, and who is bound to it stays. */
    record RenameInterface(String lane, String before, String after) implements VirtualStep {
        @Override
        public String words() {
            return "rename %s of lane %s to %s".formatted(before, lane, after);
        }
    }

    /** Frames are judged by other rules from now on. */
    record ChangePolicy(String lane, String name, Policy before, Policy after) implements VirtualStep {
        @Override
        public String words() {
            List<String> changes = new ArrayList<>();
            if (!before.read().equals(after.read())) {
                changes.add("read %s instead of %s".formatted(after.read(), before.read()));
            }
            if (!before.write().equals(after.write())) {
                changes.add("write %s instead of %s".formatted(after.write(), before.write()));
            }
            if (before.errorFrames() != after.errorFrames()) {
                changes.add(after.errorFrames() ? "pass error frames" : "pass no error frames");
            }
            return "let lane %s on %s %s".formatted(lane, name, String.join(", ", changes));
        }
    }

    /** A resident that is new, or another than before. */
    record AddResident(ResidentSpec resident) implements VirtualStep {
        @Override
        public String words() {
            return "begin %s on bus %s: %s"
                    .formatted(resident.name(), resident.bus(), resident.kind().words());
        }
    }

    /** A resident that is no more, or another from now on. */
    record RemoveResident(String name) implements VirtualStep {
        @Override
        public String words() {
            return "end " + name;
        }
    }

    private static String describe(LinkSpec link) {
        Policy policy = link.policy();
        return "%s%s: read %s, write %s%s"
                .formatted(
                        link.name(),
                        link.name().equals(link.bus()) ? "" : " (bus " + link.bus() + ")",
                        policy.read(),
                        policy.write(),
                        policy.errorFrames() ? ", error frames" : "");
    }
}
