package org.buslane.linux;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A descriptor that the process was started with: socket activation and the descriptor store, sd_listen_fds(3). */
public record InheritedDescriptor(String name, int number) {
    /** SD_LISTEN_FDS_START. */
    private static final int FIRST = 3;

    /** fs.nr_open is 2^20 unless someone raised it: a larger number is nonsense, not a list to build. */
    private static final int MOST = 1 << 20;

    /**
     * Those that LISTEN_FDS, LISTEN_PID and LISTEN_FDNAMES announce, in order; none if they were meant
     * for another process. A descriptor without a name is called {@code unknown}, as systemd does.
     *
     * @param pid of this process
     * @throws IllegalArgumentException if the variables contradict each other or are no numbers
     */
    public static List<InheritedDescriptor> parse(Map<String, String> environment, int pid) {
        String listenPid = environment.get("LISTEN_PID");
        String listenFds = environment.get("LISTEN_FDS");
        if (listenPid == null || listenFds == null || number("LISTEN_PID", listenPid) != pid) {
            return List.of();
        }
        int count = number("LISTEN_FDS", listenFds);
        if (count > MOST) {
            throw new IllegalArgumentException("LISTEN_FDS is more than a process can have: " + count);
        }
        List<String> names = names(environment.get("LISTEN_FDNAMES"), count);
        List<InheritedDescriptor> descriptors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            descriptors.add(new InheritedDescriptor(names.get(i), FIRST + i));
        }
        return List.copyOf(descriptors);
    }

    private static List<String> names(@Nullable String joined, int count) {
        if (joined == null) {
            return Collections.nCopies(count, "unknown");
        }
        List<String> names = count == 0 && joined.isEmpty() ? List.of() : List.of(joined.split(":", -1));
        if (names.size() != count) {
            throw new IllegalArgumentException(
                    "LISTEN_FDNAMES names %d descriptors, LISTEN_FDS says %d".formatted(names.size(), count));
        }
        return names;
    }

    private static int number(String variable, String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Said below.
        }
        throw new IllegalArgumentException(variable + " is not a number from 0 on: '" + value + "'");
    }

    /** Owned from now on, and passed on no further; at most once for each number. */
    public Descriptor adopt() {
        Descriptor descriptor = Descriptor.adopt(number, name);
        descriptor.closeOnExec(true);
        return descriptor;
    }
}
