package org.buslane.node.folder;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.buslane.node.NodeException;

/** How a client finds the folder of the gateway that is running. */
public final class RunFolders {
    private RunFolders() {}

    /** Of the control socket in a run folder. */
    public static Path controlSocket(Path folder) {
        return folder.resolve("control.sock");
    }

    /** Of the socket on which programs of this lane attach. */
    public static Path busSocket(Path folder, String lane) {
        return folder.resolve("lanes").resolve(lane).resolve("bus.sock");
    }

    /**
     * The first folder, of those that root or the caller owns, where somebody listens.
     *
     * @param connect what is wanted of the gateway in this folder; empty if nobody listens there
     * @throws NodeException that names the folders if there is none
     */
    public static <T> T live(Caller caller, Function<Path, Optional<T>> connect) {
        StringBuilder looked = new StringBuilder();
        for (Place place : Place.all(caller)) {
            Optional<String> objection = objection(caller, place);
            if (objection.isEmpty()) {
                Optional<T> found = connect.apply(place.folder());
                if (found.isPresent()) {
                    return found.get();
                }
            }
            looked.append(looked.isEmpty() ? "" : ", ").append(place.folder());
            objection.ifPresent(
                    reason -> looked.append(" (which ").append(reason).append(')'));
        }
        throw new NodeException("no gateway is running; looked in " + looked + "; `buslane up` starts one");
    }

    private static Optional<String> objection(Caller caller, Place place) {
        Path folder = place.folder();
        Path parent = folder.getParent();
        // A link is as good as a folder where the caller said so, or where only root or the caller makes links.
        Optional<FolderFacts> facts =
                place.kind() == Place.Kind.TEMPORARY ? FolderFacts.of(folder) : FolderFacts.behind(folder);
        return facts.flatMap(there -> FolderTrust.objectionOfClient(
                caller, place.kind(), there, parent == null ? Optional.empty() : FolderFacts.behind(parent)));
    }
}
