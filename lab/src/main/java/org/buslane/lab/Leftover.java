package org.buslane.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A run folder whose lab was killed outright. It bears the number of a process that is no more, and nobody holds its
 * lock: another container's processes, with which this one may share the place, have numbers of their own.
 */
final class Leftover {
    /** Before the number of the process, behind which a dash follows. */
    static final String PREFIX = "buslane-lab-";

    /** The file in a run folder that its lab holds locked. */
    static final String LOCK = "lock";

    private Leftover() {}

    /** Removes what labs of this user have left in a place. */
    static void sweep(Path place) {
        try (Stream<Path> all = Files.list(place)) {
            all.filter(Leftover::isLeft).forEach(Leftover::remove);
        } catch (IOException | UncheckedIOException e) {
            // Somebody else's to worry about: a lab runs as well without.
        }
    }

    private static boolean isLeft(Path folder) {
        String name = folder.getFileName().toString();
        String pid = name.startsWith(PREFIX) ? name.substring(PREFIX.length()).split("-", 2)[0] : "";
        return pid.matches("[0-9]{1,9}")
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && isOurs(folder)
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty()
                && isUnlocked(folder.resolve(LOCK));
    }

    /** Root's lab, too, removes root's only: whoever owns a folder could put a link in its place. */
    private static boolean isOurs(Path folder) {
        try {
            return Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(Path.of("/proc/self")));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isUnlocked(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                @Nullable FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** All that can be. Two labs may sweep at once, and a guest at its end may still write. */
    static void remove(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.toList().reversed();
            for (Path each : deepestFirst) {
                each.toFile().delete();
            }
        } catch (IOException | UncheckedIOException e) {
            // Not there any more.
        }
    }
}
