package org.buslane.node.agent;

import java.util.List;

/** How the agent speaks to the gateway. */
public interface GatewayLink {
    /** Where there is no gateway. */
    GatewayLink NONE = (_, _, _) -> List.of();

    /**
     * Hands over what is declared from now on.
     *
     * @param file how messages call the configuration
     * @param text of it
     * @param dryRun whether it is only asked what that would change
     * @return what was changed, in words
     * @throws org.buslane.node.NodeException if it cannot be reached; it asks for the declaration when it starts
     */
    List<String> reload(String file, String text, boolean dryRun);
}
