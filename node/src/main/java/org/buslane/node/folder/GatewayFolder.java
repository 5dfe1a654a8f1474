package org.buslane.node.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.buslane.node.NodeException;

/**
 * A run folder that this process holds: while it does, no other gateway gets it. What a killed gateway
 * left is no obstacle.
 */
public final class GatewayFolder implements AutoCloseable {
    private static final String LOCK = "gateway.lock";

    private final Path folder;
    private final boolean removable;
    private final FolderLock lock;

    private GatewayFolder(Path folder, boolean removable, FolderLock lock) {
        this.folder = folder;
        this.removable = removable;
        this.lock = lock;
    }

    /**
     * Chooses, makes and locks the caller's run folder.
     *
     * @throws NodeException if it cannot be had: another's, no permission, or a gateway runs in it
     */
    public static GatewayFolder take(Caller caller) {
        String session = caller.absolute("XDG_RUNTIME_DIR");
        boolean hasSession = !session.isEmpty()
                && FolderFacts.behind(Path.of(session))
                        .map(there -> there.isFolder() && there.uid() == caller.uid())
                        .orElse(false);
        Place place = Place.ofGateway(caller, hasSession);
        Path folder = place.folder();
        try {
            boolean made = make(folder);
            Optional<FolderFacts> facts =
                    place.kind() == Place.Kind.TEMPORARY ? FolderFacts.of(folder) : FolderFacts.behind(folder);
            Optional<String> objection = facts.isEmpty()
                    ? Optional.of("cannot be looked at")
                    : FolderTrust.objectionOfGateway(caller, facts.get());
            if (objection.isPresent()) {
                throw new NodeException(
                        "%s %s: a gateway runs only in a folder of its own user's; BUSLANE_RUNDIR can name one"
                                .formatted(folder, objection.get()));
            }
            return new GatewayFolder(folder, made || place.kind() != Place.Kind.TOLD, lock(folder));
        } catch (IOException e) {
            throw new NodeException(
                    "cannot run in %s: %s; BUSLANE_RUNDIR can name another folder".formatted(folder, reason(e)), e);
        }
    }

    public Path path() {
        return folder;
    }

    /** Gives the folder up and removes it if nothing is left in it, unless it is one the user had already. */
    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(folder.resolve(LOCK));
            if (removable) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // Something of somebody else's is in it, or it is gone: either way it is no longer ours to tidy.
        }
    }

    private static boolean make(Path folder) throws IOException {
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        // Others attach to the lanes in it, whatever the umask.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return true;
    }

    private static FolderLock lock(Path folder) throws IOException {
        return FolderLock.take(folder.resolve(LOCK))
                .orElseThrow(() -> new NodeException("a gateway%s is running in %s already; `buslane status` shows it"
                        .formatted(FolderLock.holder(folder.resolve(LOCK)), folder)));
    }

    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "its parent folder does not exist";
            default -> String.valueOf(e.getMessage());
        };
    }
}
