package org.buslane.node.reconcile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.buslane.lane.LaneException;
import org.buslane.lane.Modules;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.gatewayrules.GatewayChanges;
import org.buslane.node.gatewayrules.GatewayDeclarations;
import org.buslane.node.gatewayrules.GatewayRules;

/** Keeps the rules that a configuration declares under {@code gateway:}, also when their interfaces come and go. */
public final class DeclaredRules implements Duty {
    private final GatewayDeclarations declared;
    private final Modules modules;
    private final Consumer<String> journal;

    /** What was said already, and is still so. */
    private final Set<String> said = new HashSet<>();

    /** @param journal hears a sentence about each thing that was done, or cannot be */
    public DeclaredRules(GatewayDeclarations declared, Modules modules, Consumer<String> journal) {
        this.declared = declared;
        this.modules = modules;
        this.journal = journal;
    }

    @Override
    public void pass() {
        try (GatewayRules rules = GatewayRules.open()) {
            if (!declared.rules().isEmpty()) {
                modules.needGateway();
            }
            GatewayChanges changes = rules.compare(declared);
            List<String> lines = rules.describe(changes);
            rules.apply(changes);
            say(lines);
        } catch (NodeException | LaneException | LinuxException e) {
            say(List.of("the declared can-gw rules cannot be: " + e.getMessage()));
        }
    }

    private void say(List<String> lines) {
        lines.stream().filter(line -> !said.contains(line)).forEach(journal);
        said.clear();
        said.addAll(lines);
    }
}
