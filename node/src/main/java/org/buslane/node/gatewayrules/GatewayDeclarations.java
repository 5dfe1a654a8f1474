package org.buslane.node.gatewayrules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.InstalledRule;
import org.buslane.linux.netlink.Link;
import org.buslane.node.NodeException;

/** The can-gw rules that a configuration declares. They have no uid: that is how the installed ones are known. */
public record GatewayDeclarations(List<NamedRule> rules) {
    public static final GatewayDeclarations NONE = new GatewayDeclarations(List.of());

    public GatewayDeclarations {
        rules = List.copyOf(rules);
        for (NamedRule rule : rules) {
            if (rule.rule().uid().isPresent()) {
                throw new NodeException(
                        "a declared rule has no uid of its own (-u): by its uid Buslane knows it again");
            }
        }
        if (rules.stream().distinct().count() < rules.size()) {
            throw new NodeException("two declared rules are the same, which would forward each frame twice");
        }
    }

    /**
     * What is to be changed for these rules to be there, once each, and none that were declared earlier. Pure: the same
     * answer for the same arguments, and an empty one when its changes have been made.
     *
     * @param links of the network namespace
     * @param installed everybody's rules there
     */
    public GatewayChanges reconcile(List<Link> links, List<InstalledRule> installed) {
        Map<String, Integer> indexes = new HashMap<>();
        links.forEach(link -> indexes.put(link.name(), link.index()));
        List<GatewayRule> all = installed.stream().map(InstalledRule::rule).toList();
        List<GatewayRule> ours =
                new ArrayList<>(all.stream().filter(OwnMark::isOn).toList());
        List<GatewayRule> missing = new ArrayList<>();
        List<NamedRule> waiting = new ArrayList<>();
        List<NamedRule> kept = new ArrayList<>();
        for (NamedRule declared : rules) {
            Integer from = indexes.get(declared.from());
            Integer to = indexes.get(declared.to());
            if (from == null || to == null) {
                waiting.add(declared);
                continue;
            }
            GatewayRule rule = declared.between(from, to);
            if (all.contains(rule)) {
                kept.add(declared);
            } else if (!takeOne(ours, rule)) {
                missing.add(rule);
            }
        }
        return new GatewayChanges(ours, marked(missing, all), waiting, kept);
    }

    /** Takes out of our installed rules the one that this is, if there is one. */
    private static boolean takeOne(List<GatewayRule> ours, GatewayRule rule) {
        Optional<GatewayRule> there =
                ours.stream().filter(each -> OwnMark.isSame(each, rule)).findFirst();
        there.ifPresent(ours::remove);
        return there.isPresent();
    }

    private static List<GatewayRule> marked(List<GatewayRule> missing, List<GatewayRule> installed) {
        List<Integer> uids = OwnMark.free(installed, missing.size());
        if (uids.size() < missing.size()) {
            throw new NodeException("there are more than 65536 rules of Buslane's");
        }
        Iterator<Integer> next = uids.iterator();
        return missing.stream().map(rule -> OwnMark.on(rule, next.next())).toList();
    }
}
