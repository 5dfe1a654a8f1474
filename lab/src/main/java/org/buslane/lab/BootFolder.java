package org.buslane.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Fills a run folder with what a guest starts from: its first root, the plan, the command. */
final class BootFolder {
    private BootFolder() {}

    /**
     * @param program buslane-lab
     * @param busybox needs no library
     */
    static void fill(
            RunFolder run, Machine machine, Path program, Path busybox, GuestScript plan, CommandSpec command) {
        for (String folder : List.of("proc", "sys", "dev", "new", "memory", "lib/modules", "run/buslane-lab")) {
            run.makeFolder("boot/" + folder);
        }
        run.copy(busybox, "boot/bin/busybox");
        run.link("boot/bin/modprobe", "busybox");
        run.copy(program, "boot/bin/buslane-lab");
        run.program("boot/init", Resource.bytes("init"));
        machine.prepare(run, busybox);
        run.write("plan", plan.toString().getBytes(StandardCharsets.UTF_8));
        run.write("command", command.bytes());
    }
}
