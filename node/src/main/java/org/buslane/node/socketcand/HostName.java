package org.buslane.node.socketcand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this machine, or container, calls itself: gethostname(2). */
public final class HostName {
    private HostName() {}

    /** @param proc the folder that is /proc; {@code localhost} if that does not tell */
    public static String of(Path proc) {
        try {
            return Files.readString(proc.resolve("sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
