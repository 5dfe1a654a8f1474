package org.buslane.node.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.buslane.lane.Modules;
import org.buslane.lane.doctor.Doctor;
import org.buslane.lane.doctor.SeenRule;
import org.buslane.lane.doctor.Survey;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.Links;
import org.buslane.linux.netlink.NetlinkSocket;
import org.buslane.node.agent.AgentFolder;
import org.buslane.node.gatewayrules.GatewayRules;
import org.buslane.node.lanes.LaneRecords;
import org.buslane.node.lanes.SeenLanes;

/**
 * Looks at everything once and changes nothing. Used by one platform thread in the namespace of the buses.
 *
 * @param proc the folder that is /proc
 */
public record Checkup(Modules modules, AgentFolder folder, Path proc) {
    private static final List<String> NEEDED =
            List.of("can-raw", "vxcan", "can-gw", "sch_ingress", "cls_u32", "act_police", "act_gact");

    public Diagnosis take() {
        List<String> notes = new ArrayList<>();
        HostedContainers.Seen hosted = HostedContainers.look(proc);
        hosted.note().ifPresent(notes::add);
        Set<String> missing = missing(notes);
        try (NetlinkSocket socket = NetlinkSocket.open();
                GatewayRules rules = GatewayRules.open()) {
            Links links = new Links(socket);
            List<Link> all = links.list();
            Survey survey = new Survey(
                    all,
                    cards(links, all),
                    rules.list().stream()
                            .map(rule -> new SeenRule(
                                    rule.installed(),
                                    rule.declared(),
                                    rule.rule().toString()))
                            .toList(),
                    modules.gateway(),
                    missing,
                    new SeenLanes(modules, new LaneRecords(folder.records())).list(),
                    RunningAgent.isThere(folder, proc),
                    hosted.containers());
            return new Diagnosis(Doctor.examine(survey), notes);
        }
    }

    private Set<String> missing(List<String> notes) {
        Optional<Set<String>> missing = modules.missing(NEEDED);
        if (missing.isEmpty()) {
            notes.add("the kernel's list of modules is not in /lib/modules: which are missing cannot be told");
        }
        return missing.orElse(Set.of());
    }

    private static Map<Integer, CanSettings> cards(Links links, List<Link> all) {
        Map<Integer, CanSettings> cards = new HashMap<>();
        for (Link link : all) {
            if (link.isCan()) {
                links.canSettings(link.index()).ifPresent(card -> cards.put(link.index(), card));
            }
        }
        return cards;
    }
}
