package org.buslane.node.reconcile;

import java.util.List;
import org.buslane.lane.Modules;
import org.buslane.node.NodeException;
import org.buslane.node.gatewayrules.GatewayChanges;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.node.gatewayrules.GatewayRules;

/**
 * Keeps the rules that a configuration declares under {@code gateway:}, also when their interfaces come and go. Owned by
 * the agent's thread.
 */
public final class DeclaredRules implements Duty {
    private final Modules modules;
    private GatewayDeclarations declared;

    public DeclaredRules(GatewayDeclarations declared, Modules modules) {
        this.declared = declared;
        this.modules = modules;
    }

    /** From the next pass on. */
    void declare(GatewayDeclarations rules) {
        declared = rules;
    }

    @Override
    public String subject() {
        return "the declared can-gw rules";
    }

    @Override
    public void pass(Upkeep upkeep) {
        upkeep.keep(subject() + " as a whole", () -> {
            try (GatewayRules rules = GatewayRules.open()) {
                if (!declared.rules().isEmpty()) {
                    modules.needGateway();
                }
                return change(rules, rules.compare(declared));
            }
        });
    }

    /** What there is to be done is done, and what is in the way is said. */
    private static List<String> change(GatewayRules rules, GatewayChanges changes) {
        GatewayChanges possible = new GatewayChanges(changes.delete(), changes.add(), List.of(), List.of());
        List<String> done = rules.describe(possible);
        rules.apply(possible);
        List<String> left = rules.describe(new GatewayChanges(List.of(), List.of(), changes.waiting(), changes.kept()));
        if (!left.isEmpty()) {
            throw new NodeException(String.join(
                    "; ", List.of(done, left).stream().flatMap(List::stream).toList()));
        }
        return done;
    }

    /** What would be done for these. */
    List<String> plan(GatewayDeclarations rules) {
        try (GatewayRules there = GatewayRules.open()) {
            return there.describe(there.compare(rules));
        }
    }
}
