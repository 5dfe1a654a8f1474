package org.buslane.node.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.buslane.lane.LaneSurvey;
import org.buslane.node.NodeException;
import org.buslane.node.json.JsonObject;

/**
 * The totals of this machine's lanes, a file each beside their records, by owner and name inside: they go on when the
 * container is started anew, the bus unplugged, the policy changed or the agent killed. Everybody may look; who counts
 * has the lock of the records. What is known here is as old as this object: it is made before the kernel is looked at,
 * as counters that are smaller than what is written down would be taken for new ones.
 */
public final class Ledger {
    private static final String SUFFIX = ".ledger";
    private static final int NAME_BYTES = 8;

    private final Path folder;
    private final Map<Path, Entry> entries = new HashMap<>();

    private Ledger(Path folder) {
        this.folder = folder;
    }

    /**
     * What is written down.
     *
     * @param folder that of the records; one that is not there has no totals
     */
    public static Ledger open(Path folder) {
        Ledger ledger = new Ledger(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            files.forEach(file -> read(file).ifPresent(entry -> ledger.entries.put(file, entry)));
        } catch (NoSuchFileException e) {
            return ledger;
        } catch (IOException e) {
            throw new NodeException("%s cannot be read: %s".formatted(folder, e.getMessage()), e);
        }
        return ledger;
    }

    private Optional<Entry> known(String owner, String name) {
        return Optional.ofNullable(entries.get(file(owner, name)));
    }

    /** A lane's account up to now; empty if nothing ever counted it. */
    public Optional<LaneAccount> look(Subject subject, LaneSurvey survey) {
        return next(subject, survey)
                .or(() -> known(subject.owner(), subject.name()))
                .map(Entry::account);
    }

    /** The account of a lane that is gone, as it was when it was last read; empty if it never was. */
    public Optional<LaneAccount> look(String owner, String name) {
        return known(owner, name).map(Entry::account);
    }

    /**
     * Writes a lane's totals down as they are now.
     *
     * @throws NodeException if they cannot be written
     */
    public void count(Subject subject, LaneSurvey survey) {
        Path file = file(subject.owner(), subject.name());
        next(subject, survey)
                .filter(entry -> !entry.equals(entries.put(file, entry)))
                .ifPresent(entry -> save(file, entry));
    }

    private Optional<Entry> next(Subject subject, LaneSurvey survey) {
        Entry known = known(subject.owner(), subject.name())
                .orElseGet(() -> new Entry(
                        subject.owner(), subject.name(), subject.bus(), subject.lane(), Totals.NONE, Optional.empty()));
        return Sample.of(subject, survey).map(sample -> known.with(subject, sample));
    }

    private static Optional<Entry> read(Path file) {
        try {
            return Optional.of(Entry.read(JsonObject.parse(file.toString(), Files.readString(file))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | NodeException | IllegalArgumentException e) {
            System.getLogger(Ledger.class.getName())
                    .log(System.Logger.Level.WARNING, "{0} has no totals of a lane: {1}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static void save(Path file, Entry entry) {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(unfinished, entry.json() + "\n");
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rw-r--r--"));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw refused(file, e);
        }
    }

    private static NodeException refused(Path file, IOException e) {
        return new NodeException("%s cannot be written: %s".formatted(file, e.getMessage()), e);
    }

    /** Owners have characters that files have not. */
    private Path file(String owner, String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((owner + "\0" + name).getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest, 0, NAME_BYTES) + SUFFIX);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
