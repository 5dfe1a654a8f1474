package org.buslane.node.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What stat(2) says about a path.
 *
 * @param mode permission bits
 */
record FolderFacts(boolean isFolder, boolean isLink, long uid, int mode) {
    private static final int FILE_TYPE = 0170000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;
    private static final int PERMISSIONS = 07777;
    private static final int WORLD_WRITABLE = 0002;

    /** Of the path itself, not of what a link points to; empty if there is nothing. */
    static Optional<FolderFacts> of(Path path) {
        return read(path, LinkOption.NOFOLLOW_LINKS);
    }

    /** Of what the path leads to, through links. */
    static Optional<FolderFacts> behind(Path path) {
        return read(path);
    }

    boolean isWorldWritable() {
        return (mode & WORLD_WRITABLE) != 0;
    }

    private static Optional<FolderFacts> read(Path path, LinkOption... options) {
        try {
            Map<String, Object> facts = Files.readAttributes(path, "unix:uid,mode", options);
            int mode = number(facts, "mode");
            return Optional.of(new FolderFacts(
                    (mode & FILE_TYPE) == FOLDER,
                    (mode & FILE_TYPE) == LINK,
                    Integer.toUnsignedLong(number(facts, "uid")),
                    mode & PERMISSIONS));
        } catch (IOException e) {
            // Not there, or not to be seen: both are no folder to us.
            return Optional.empty();
        }
    }

    private static int number(Map<String, Object> facts, String key) {
        return facts.get(key) instanceof Number number ? number.intValue() : 0;
    }
}
