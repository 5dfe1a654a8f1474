package org.buslane.node.folder;

import static org.buslane.node.folder.Caller.OVERFLOW_UID;

import java.util.Optional;

/** Whether a folder's sockets may be believed: pure decisions, each empty or the reason why not. */
final class FolderTrust {
    private FolderTrust() {}

    /** For a client: the folder belongs to root or to the caller. */
    static Optional<String> objectionOfClient(
            Caller caller, Place.Kind kind, FolderFacts folder, Optional<FolderFacts> parent) {
        return notAFolder(folder).or(() -> owner(caller, kind, folder, parent));
    }

    /** For a gateway: the folder is the caller's own, and nobody else can put a socket there. */
    static Optional<String> objectionOfGateway(Caller caller, FolderFacts folder) {
        return notAFolder(folder)
                .or(() -> folder.uid() == caller.uid() ? Optional.empty() : belongsTo(folder))
                .or(() -> folder.isWorldWritable()
                        ? Optional.of("can be written by everybody (mode %o)".formatted(folder.mode()))
                        : Optional.empty());
    }

    private static Optional<String> notAFolder(FolderFacts folder) {
        if (folder.isLink()) {
            return Optional.of("is a symbolic link");
        }
        return folder.isFolder() ? Optional.empty() : Optional.of("is not a folder");
    }

    private static Optional<String> owner(
            Caller caller, Place.Kind kind, FolderFacts folder, Optional<FolderFacts> parent) {
        boolean unknown = !caller.isOutside() && folder.uid() == OVERFLOW_UID; // even if the caller looks like that too
        if (!unknown) {
            return folder.uid() == 0 || folder.uid() == caller.uid() ? Optional.empty() : belongsTo(folder);
        }
        // In a user namespace root outside has no name. /run only lets root make folders, unless it was
        // made writable; a folder that the caller named is the caller's own word.
        boolean onlyRootMakesFolders = kind == Place.Kind.MACHINE
                && parent.map(run -> !run.isWorldWritable()).orElse(false);
        return kind == Place.Kind.TOLD || onlyRootMakesFolders ? Optional.empty() : belongsTo(folder);
    }

    private static Optional<String> belongsTo(FolderFacts folder) {
        return Optional.of("belongs to uid " + folder.uid());
    }
}
