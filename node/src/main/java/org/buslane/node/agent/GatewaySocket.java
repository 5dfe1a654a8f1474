package org.buslane.node.agent;

import java.nio.file.Path;
import java.util.List;
import org.buslane.node.control.ControlClient;
import org.buslane.node.control.ControlRequest;
import org.buslane.node.control.StatusJson;

/**
 * Speaks to the gateway at its control socket.
 *
 * @param folder in which it runs
 */
record GatewaySocket(Path folder) implements GatewayLink {
    @Override
    public List<String> reload(String file, String text, boolean dryRun) {
        return StatusJson.readChanges(ControlClient.askIn(folder, new ControlRequest.Reload(file, text, dryRun)));
    }
}
