package org.buslane.node.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.buslane.node.agent.AgentFolder;

/**
 * Whether an agent has the lock of its folder. Everybody may know that, from /proc/locks, while its socket is for root
 * alone; and a file that an agent left behind does not count.
 */
final class RunningAgent {
    private RunningAgent() {}

    static boolean isThere(AgentFolder folder, Path proc) {
        try {
            Object inode = Files.getAttribute(folder.lock(), "unix:ino");
            // Such as "1: POSIX  ADVISORY  WRITE 4711 00:17:1234 0 EOF" (lock_get_status of fs/locks.c).
            Pattern line = Pattern.compile(".* POSIX .* WRITE .*:%s .*".formatted(inode));
            return Files.readAllLines(proc.resolve("locks")).stream()
                    .anyMatch(each -> line.matcher(each).matches());
        } catch (IOException e) {
            return false;
        }
    }
}
