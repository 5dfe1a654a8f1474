package org.buslane.virtual;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The virtual buses and lanes of a node, checked as a whole. */
public record VirtualConfig(List<BusSpec> buses, List<LaneSpec> lanes, List<ResidentSpec> residents) {
    /** No bus, and so no lane. */
    public static final VirtualConfig EMPTY = new VirtualConfig(List.of(), List.of());

    public VirtualConfig {
        buses = List.copyOf(buses);
        lanes = List.copyOf(lanes);
        residents = List.copyOf(residents);
        Set<String> names = new HashSet<>();
        for (BusSpec bus : buses) {
            if (!names.add(bus.name())) {
                throw new IllegalArgumentException("two buses are named " + bus.name());
            }
        }
        Set<String> laneNames = new HashSet<>();
        for (LaneSpec lane : lanes) {
            if (!laneNames.add(lane.name())) {
                throw new IllegalArgumentException("two lanes are named " + lane.name());
            }
            for (LaneSpec.LinkSpec link : lane.links()) {
                if (!names.contains(link.bus())) {
                    throw new IllegalArgumentException(
                            "lane %s leads to bus %s, which is not declared".formatted(lane.name(), link.bus()));
                }
            }
        }
        Set<String> residentNames = new HashSet<>();
        for (ResidentSpec resident : residents) {
            if (!residentNames.add(resident.name())) {
                throw new IllegalArgumentException("two residents are named " + resident.name());
            }
            if (!names.contains(resident.bus())) {
                throw new IllegalArgumentException(
                        "%s is to be on bus %s, which is not declared".formatted(resident.name(), resident.bus()));
            }
        }
        if (residents.size() > Residents.MOST) {
            throw new IllegalArgumentException(
                    "%d residents; at most %d are possible".formatted(residents.size(), Residents.MOST));
        }
        if (names.size() > GatewayMemory.BUSES) {
            throw new IllegalArgumentException(
                    "%d buses; at most %d are possible".formatted(names.size(), GatewayMemory.BUSES));
        }
        if (laneNames.size() > GatewayMemory.LANES) {
            throw new IllegalArgumentException(
                    "%d lanes; at most %d are possible".formatted(laneNames.size(), GatewayMemory.LANES));
        }
    }

    /** Without residents. */
    public VirtualConfig(List<BusSpec> buses, List<LaneSpec> lanes) {
        this(buses, lanes, List.of());
    }
}
