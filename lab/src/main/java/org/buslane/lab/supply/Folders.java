package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the file system does not do in one call; symbolic links are never followed. */
final class Folders {
    static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");

    private Folders() {}

    /** Removes a file or a folder with all that is in it; one that is not there is fine. */
    static void remove(Path top) throws IOException {
        if (Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
            // An owner may neither list nor empty a folder whose mode does not say so; packages have such folders.
            Files.setPosixFilePermissions(top, PROGRAM);
            for (Path each : in(top)) {
                remove(each);
            }
        }
        Files.deleteIfExists(top);
    }

    static List<Path> in(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** Every file below whose name ends so. */
    static List<Path> ending(Path top, String end) throws IOException {
        try (Stream<Path> files = Files.walk(top)) {
            return files.filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
