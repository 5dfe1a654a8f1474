package org.buslane.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.lab.supply.UmlKernel;

/**
 * User-mode Linux's command line.
 *
 * <p>Its consoles are descriptors: 0 for the kernel's messages, 1 and 2 for the command's output and errors, which
 * nothing else may write to, and from 3 on the channels. The root is a small folder in which a static init puts the
 * tree together. On the kernel's command line a space is the end, so a path there is the run folder's, which has none.
 */
final class Uml {
    /** The log, and behind it the channels. */
    static final int FIRST_DESCRIPTOR = 3;

    private static final int FIRST_CHANNEL_CONSOLE = 3;

    /** KERN_ERR and worse: why a boot failed is all that anybody wants to know. */
    private static final int LOG_LEVEL = 4;

    /**
     * The kernel's own measurement of its processor takes a third of a second. No more hangs on it than how long a
     * driver of some device waits (__udelay() in arch/x86/um/delay.c), and a lab has none: any value of this size will do.
     */
    private static final int LOOPS_PER_JIFFY = 20_000_000;

    /** Which of four ways to compute a RAID's checksums is fastest takes it one more second, and no lab has such disks. */
    private static final String NOT_INITIALISED = "raid6_select_algo";

    /** 6.1 makes 512 files in half a second, for pseudo-terminals as they were before there was devpts. */
    private static final String NO_OLD_TERMINALS = "pty.legacy_count=0";

    private Uml() {}

    /**
     * @param channels how many descriptors there are behind the log's
     * @param terminal whether console 1 is the caller's terminal
     */
    static List<String> command(UmlKernel kernel, RunFolder run, int memory, int channels, boolean terminal) {
        List<String> words = new ArrayList<>();
        words.add(kernel.binary().toString());
        words.add("mem=" + memory + "M");
        words.add("uml_dir=" + run.path() + "/");
        words.add("root=/dev/root");
        words.add("rootfstype=hostfs");
        words.add("rootflags=" + run.resolve("boot"));
        words.add("ro");
        words.add("init=/init");
        // These become variables of init's environment.
        words.add("run_folder=" + run.path());
        words.add("machine=uml");
        words.add("screen=" + (terminal ? "yes" : "no"));
        words.add("quiet");
        words.add("loglevel=" + LOG_LEVEL);
        words.add("lpj=" + LOOPS_PER_JIFFY);
        words.add("initcall_blacklist=" + NOT_INITIALISED);
        words.add(NO_OLD_TERMINALS);
        words.add("con=null");
        words.add("ssl=null");
        words.add("con0=null,fd:" + FIRST_DESCRIPTOR);
        words.add(terminal ? "con1=fd:0,fd:1" : "con1=null,fd:1");
        words.add("con2=null,fd:2");
        for (int i = 0; i < channels; i++) {
            int descriptor = FIRST_DESCRIPTOR + 1 + i;
            words.add("con%d=fd:%d,fd:%d".formatted(FIRST_CHANNEL_CONSOLE + i, descriptor, descriptor));
        }
        return words;
    }

    /** The guest's name of a channel, 0 being the first. */
    static Path console(int channel) {
        return Path.of("/dev/tty" + (FIRST_CHANNEL_CONSOLE + channel));
    }
}
