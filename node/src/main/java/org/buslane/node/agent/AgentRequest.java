package org.buslane.node.agent;

import org.buslane.core.policy.BadRuleException;
import org.buslane.node.NodeException;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;
import org.buslane.node.lanes.AttachRequest;
import org.buslane.node.lanes.DetachRequest;

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

    /** Reads the configuration anew, or says what that would change. */
    record Reload(boolean dryRun) implements AgentRequest {
        @Override
        public String line() {
            return JsonText.object(json -> {
                json.writeStringProperty("ask", "reload");
                json.writeBooleanProperty("dry-run", dryRun);
            });
        }
    }

    /** How the node does. */
    record Status() implements AgentRequest {
        @Override
        public String line() {
            return ask("status");
        }
    }

    /** What is declared, for the gateway to find its part in. */
    record Declaration() implements AgentRequest {
        @Override
        public String line() {
            return ask("declaration");
        }
    }

    private static String ask(String what) {
        return JsonText.object(json -> json.writeStringProperty("ask", what));
    }

    /** @throws IllegalArgumentException saying what is wrong with it */
    static AgentRequest parse(String line) {
        try {
            JsonObject json = JsonObject.parse("the request", line);
            return switch (json.text("ask")) {
                case "attach" -> new Attach(AttachRequest.read(json));
                case "detach" -> new Detach(DetachRequest.read(json));
                case "reload" -> new Reload(json.flag("dry-run"));
                case "status" -> new Status();
                case "declaration" -> new Declaration();
                case String other ->
                    throw new IllegalArgumentException(
                            "'%s' is no request; there is: attach, detach, reload, status, declaration"
                                    .formatted(other));
            };
        } catch (NodeException | BadRuleException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
