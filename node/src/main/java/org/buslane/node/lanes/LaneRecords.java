package org.buslane.node.lanes;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.buslane.core.policy.BadRuleException;
import org.buslane.lane.LaneId;
import org.buslane.node.NodeException;
import org.buslane.node.folder.LockFile;
import org.buslane.node.json.JsonObject;
import org.buslane.node.json.JsonText;
import org.buslane.node.ledger.Ledger;

/**
 * The records of this machine's lanes, a file each, in a folder of root's that everybody may read. It is one below /run:
 * what a start of the machine takes away are the lanes as well.
 */
public final class LaneRecords {
    private static final String SUFFIX = ".json";

    private final Path folder;

    public LaneRecords(Path folder) {
        this.folder = folder;
    }

    /** By name; a file that is no record of ours is reported and left alone. */
    public List<LaneRecord> list() {
        List<LaneRecord> records = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "bl*" + SUFFIX)) {
            for (Path file : files) {
                read(file).ifPresent(records::add);
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new NodeException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
        records.sort(Comparator.comparing(record -> record.lane().text()));
        return records;
    }

    private static Optional<LaneRecord> read(Path file) {
        try {
            return Optional.of(LaneRecord.read(JsonObject.parse(file.toString(), Files.readString(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NodeException | BadRuleException | IllegalArgumentException e) {
            // Looked up here: a JVM that starts to log loads a hundred classes, and most commands never do.
            System.getLogger(LaneRecords.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} is no record of a lane: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether just this one is there. */
    boolean has(LaneRecord record) {
        return read(file(record.lane())).equals(Optional.of(record));
    }

    void save(LaneRecord record) {
        Path file = file(record.lane());
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(unfinished, JsonText.object(record::write) + "\n");
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new NodeException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    void delete(LaneId lane) {
        delete(file(lane));
    }

    /** Beside them, as it is of the same lanes. */
    Ledger ledger() {
        return Ledger.open(folder);
    }

    /** Where the frames of a lane that is copied are counted. */
    Path counts(LaneId lane) {
        return folder.resolve(lane + ".counts");
    }

    void deleteCounts(LaneId lane) {
        delete(counts(lane));
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new NodeException("%s cannot be deleted: %s".formatted(file, e.getMessage()), e);
        }
    }

    private Path file(LaneId lane) {
        return folder.resolve(lane + SUFFIX);
    }

    /** Does something while no other process changes lanes. */
    <T> T alone(Supplier<T> task) {
        make();
        try (FileChannel lock = LockFile.open(folder.resolve("lock"));
                var _ = lock.lock()) {
            return task.get();
        } catch (IOException e) {
            throw refused("locked", e);
        }
    }

    private void make() {
        try {
            for (Path each : List.of(folder.getParent(), folder)) {
                if (!Files.isDirectory(each)) {
                    Files.createDirectory(each);
                    Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
        } catch (IOException e) {
            throw refused("made", e);
        }
    }

    private NodeException refused(String done, IOException e) {
        return new NodeException(
                e instanceof AccessDeniedException
                        ? "lanes are for root to change: %s cannot be %s by this user".formatted(folder, done)
                        : "%s cannot be %s: %s".formatted(folder, done, e.getMessage()),
                e);
    }
}
