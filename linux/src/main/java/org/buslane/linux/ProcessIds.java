package org.buslane.linux;

import org.buslane.linux.call.Kernel;
import org.buslane.linux.call.SystemCall;

/** Who this process is, as its own namespaces number it. None of these calls can fail. */
public final class ProcessIds {
    private ProcessIds() {}

    public static int pid() {
        return (int) Kernel.call(SystemCall.GETPID);
    }

    public static long uid() {
        return Kernel.call(SystemCall.GETUID);
    }

    public static long effectiveUid() {
        return Kernel.call(SystemCall.GETEUID);
    }

    public static long gid() {
        return Kernel.call(SystemCall.GETGID);
    }

    public static long effectiveGid() {
        return Kernel.call(SystemCall.GETEGID);
    }
}
