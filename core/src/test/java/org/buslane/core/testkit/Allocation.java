package org.buslane.core.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes a piece of code allocates on the thread that runs it. */
public final class Allocation {
    private static final int ROUNDS = 5000;

    private Allocation() {}

    /**
     * The fewest bytes of many rounds: the interpreter and the compilers' first tries may allocate,
     * compiled code of a data path must not. Ends at the first round of 0.
     */
    public static long fewestBytes(Runnable round) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS && fewest > 0; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            round.run();
            fewest = Math.min(fewest, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return fewest;
    }
}
