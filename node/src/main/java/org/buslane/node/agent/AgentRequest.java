package org.buslane.node.agent;

import org.buslane.core.policy.BadRuleException;
import org.buslane.node.NodeException;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.DetachRequest;
import org.buslane.node.lanes.LaneDesk;
import org.buslane.node.lanes.LaneView;

/** What the agent can be asked: one object of JSON in a line, whose field {@code ask} says what it is. */
public sealed interface AgentRequest {
    /** The longest line: a policy of thousands of rules fits. */
    int MAX_LENGTH = 1 << 18;

    String line();

    record Attach(AttachRequest request) implements AgentRequest {
        @Override
        public String line() {
            return JsonText.object(json -> {
                json.writeStringProperty("ask", "attach");
                request.write(json);
            });
        }
    }

    record Detach(DetachRequest request) implements AgentRequest {
        @Override
        public String line() {
            return JsonText.object(json -> {
                json.writeStringProperty("ask", "detach");
                request.write(json);
            });
        }
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    static AgentRequest parse(String line) {
        try {
            JsonObject json = JsonObject.parse("the request", line);
            return switch (json.text("ask")) {
                case "attach" -> new Attach(AttachRequest.read(json));
                case "detach" -> new Detach(DetachRequest.read(json));
                case String other ->
                    throw new IllegalArgumentException("'" + other + "' is no request; there is: attach, detach");
            };
        } catch (NodeException | BadRuleException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The answer of whoever did it. */
    static String answer(LaneDesk desk, AgentRequest request) {
        return switch (request) {
            case Attach(AttachRequest attach) -> desk.attach(attach).json();
            case Detach(DetachRequest detach) ->
                JsonText.object(json -> JsonText.texts(
                        json,
                        "detached",
                        desk.detach(detach).stream().map(LaneView::words).toList()));
        };
    }
}
