package org.buslane.lab;

import java.nio.file.Path;
import java.util.List;

/** What a guest runs on. */
sealed interface Machine permits UmlMachine, QemuMachine {
    /** The folder that holds the folder of the kernel's release. */
    Path modules();

    /** The guest's name of a channel, 0 being the first. */
    Path channel(int number);

    /** Whether what a command writes comes through a channel; otherwise the machine writes where its caller does. */
    boolean passesOutput();

    /** Writes into the run folder what the machine starts with, beside what every guest has there. */
    void prepare(RunFolder run, Path busybox);

    /**
     * The line that becomes the machine. Its descriptor 3 is the log, and from 4 on are the channels.
     *
     * @param folders that the guest needs, beside the run folder
     * @param terminal whether the caller's terminal is the guest's
     */
    List<String> command(RunFolder run, List<HostFolder> folders, int channels, boolean terminal);
}
