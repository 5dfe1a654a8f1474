package org.buslane.node.folder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file to be locked, for its owner alone: who may read a file may lock it too (fcntl(2), F_RDLCK), and could have all
 * others wait for ever.
 */
public final class LockFile {
    private static final Set<PosixFilePermission> OWNERS = PosixFilePermissions.fromString("rw-------");

    private LockFile() {}

    /** For reading and writing; made if it is not there. */
    public static FileChannel open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS),
                PosixFilePermissions.asFileAttribute(OWNERS));
        if (!Files.getPosixFilePermissions(file).equals(OWNERS)) {
            Files.setPosixFilePermissions(file, OWNERS);
        }
        return channel;
    }
}
