package org.buslane.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.lab.supply.QemuKernel;

/**
 * QEMU, without any help of the host's kernel. With cards it is a program on the local lane like any other that
 * {@code buslane run} starts: QEMU opens a CAN socket for each.
 *
 * @param memory MiB
 * @param cards buses of the gateway's
 * @param application the folder with buslane-hook and the CAN layer
 */
record QemuMachine(QemuKernel kernel, int cpus, int memory, List<String> cards, Path application) implements Machine {
    /** Behind the log's. */
    private static final int FIRST_CHANNEL = 4;

    @Override
    public Path modules() {
        return kernel.modules();
    }

    @Override
    public Path channel(int number) {
        return Qemu.port(number);
    }

    @Override
    public boolean passesOutput() {
        return true;
    }

    @Override
    public void prepare(RunFolder run, Path busybox) {
        Path modules = kernel.modules().resolve(kernel.release());
        run.write(Qemu.INITRAMFS, Initramfs.of(modules, busybox, Resource.bytes("first")));
    }

    @Override
    public List<String> command(RunFolder run, List<HostFolder> folders, int channels, boolean terminal) {
        List<String> words = new ArrayList<>();
        if (!cards.isEmpty()) {
            words.addAll(List.of(
                    application.resolve("buslane-hook").toString(),
                    "run",
                    "--library",
                    application.resolve("libbuslane-can.so").toString(),
                    "--"));
        }
        words.addAll(Qemu.command(
                new Qemu.Plan(kernel, run.path(), cpus, memory, folders, channels, FIRST_CHANNEL, terminal, cards)));
        return words;
    }
}
