package org.buslane.linux;

import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** Sessions of processes, each of which has one terminal or none: credentials(7). */
public final class Session {
    private Session() {}

    /**
     * Makes this process, with all its threads, the leader of a session without a terminal: what happens to the one it was
     * started from is nothing to it.
     *
     * @throws LinuxException EPERM if it leads a process group, as what a shell starts does
     */
    public static void begin() {
        LinuxException.check("setsid", "this process", Kernel.call(SystemCall.SETSID));
    }
}
