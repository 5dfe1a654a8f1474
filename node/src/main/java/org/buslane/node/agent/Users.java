package org.buslane.node.agent;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import org.buslane.node.NodeException;

/**
 * Who may ask the agent what: root everything, the gateway what it is declared to be, and anybody how things are. By id
 * and not by name, which containers have their own lists of.
 *
 * @param gateway the gateway's folder, which is its user's
 */
public record Users(UserPrincipal root, Path gateway) {
    /** On this machine, where the gateway runs in a folder of the agent's. */
    public static Users of(AgentFolder folder) {
        try {
            return new Users(
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0"),
                    folder.gateway());
        } catch (IOException e) {
            throw new NodeException("cannot look up root: " + e.getMessage(), e);
        }
    }

    boolean isRoot(UserPrincipal user) {
        return user.equals(root);
    }

    boolean isPrivileged(UserPrincipal user) {
        return isRoot(user) || isGateway(user);
    }

    /** What the kernel said of a peer is held against who owns the folder now. */
    boolean isGateway(UserPrincipal user) {
        try {
            return user.equals(Files.getOwner(gateway));
        } catch (IOException e) {
            return false;
        }
    }
}
