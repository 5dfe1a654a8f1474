package org.buslane.node.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this process takes of the machine's memory: VmRSS of proc_pid_status(5). */
public final class ProcessMemory {
    private static final Pattern RESIDENT = Pattern.compile("^VmRSS:\\s*(\\d+) kB$", Pattern.MULTILINE);

    private ProcessMemory() {}

    /**
     * Bytes in RAM; 0 if the kernel does not say.
     *
     * @param proc the folder that is /proc
     */
    public static long residentBytes(Path proc) {
        try {
            return residentBytes(Files.readString(proc.resolve("self/status")));
        } catch (IOException e) {
            return 0;
        }
    }

    static long residentBytes(String status) {
        Matcher resident = RESIDENT.matcher(status);
        return resident.find() ? Long.parseLong(resident.group(1)) * 1024 : 0;
    }
}
