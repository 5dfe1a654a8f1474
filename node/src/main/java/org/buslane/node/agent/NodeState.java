package org.buslane.node.agent;

import java.util.Optional;
import org.buslane.node.NodeException;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.NodeStatus;
import org.buslane.node.control.StatusJson;
import org.buslane.node.folder.Caller;

/**
 * How a node does: its gateway and its agent, as many of them as there are.
 *
 * @param objection why there is nothing of the gateway's
 */
public record NodeState(Optional<NodeStatus> gateway, String objection, Optional<AgentStatus> agent) {
    /** @throws NodeException if there is neither */
    public static NodeState ask(Caller caller) {
        Optional<AgentStatus> agent = new AgentClient(AgentFolder.of(caller)).status();
        try {
            String answer = ControlClient.ask(caller, new ControlRequest.Status());
            return new NodeState(Optional.of(StatusJson.read(answer)), "", agent);
        } catch (NodeException e) {
            if (agent.isEmpty()) {
                throw e;
            }
            return new NodeState(Optional.empty(), String.valueOf(e.getMessage()), agent);
        }
    }

    /** As one line of JSON: the fields of both. */
    public String json() {
        String agents = agent.map(AgentStatus::json).orElse("{}");
        String gateways = gateway.map(StatusJson::write).orElse("{}");
        boolean both = gateway.isPresent() && agent.isPresent();
        return gateways.substring(0, gateways.length() - 1) + (both ? "," : "") + agents.substring(1);
    }
}
