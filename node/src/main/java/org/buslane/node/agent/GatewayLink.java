package org.buslane.node.agent;

import java.util.List;

/** How the agent speaks to the gateway. */
public interface GatewayLink {
    /** Where there is no gateway. */
    GatewayLink NONE = (_, _) -> List.of();

    /**
     * Hands over what is declared from now on.
     *
     * @param text of the configuration
     * @param dryRun whether it is only asked what that would change
     * @return what was changed, in words
     * @throws org.buslane.node.NodeException if it cannot be reached; it asks for the declaration when it starts
     */
    List<String> reload(String text, boolean dryRun);
}
