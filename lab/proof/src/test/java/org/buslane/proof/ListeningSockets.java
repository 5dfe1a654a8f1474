package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The unix sockets of this network namespace that accept connections: a socket's file alone tells nothing. */
final class ListeningSockets {
    /** __SO_ACCEPTCON of linux/net.h. */
    private static final String ACCEPTS = "00010000";

    private ListeningSockets() {}

    /** The paths in /proc/net/unix: Num RefCount Protocol Flags Type St Inode Path. */
    static Stream<Path> now() {
        try {
            return Files.readAllLines(Path.of("/proc/net/unix")).stream()
                    .map(line -> line.split(" +", 8))
                    .filter(fields -> fields.length == 8 && fields[3].equals(ACCEPTS) && fields[7].startsWith("/"))
                    .map(fields -> Path.of(fields[7]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
