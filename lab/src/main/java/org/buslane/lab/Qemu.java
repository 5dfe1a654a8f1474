package org.buslane.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buslane.lab.supply.QemuKernel;

/**
 * QEMU's command line.
 *
 * <p>The guest has the kernel's messages on its first serial port and a terminal on its second: of QEMU's consoles
 * only a serial port loses nothing to a terminal that is slow. A channel is a port of a virtio device, the first of
 * its kind, which makes their names known; whatever else is of virtio comes behind it. The host's folders are 9p
 * file systems.
 */
final class Qemu {
    /** Between a guest's root and what it needs of the host's: the folder with init, and the run folder. */
    static final String BOOT_TAG = "boot";

    static final String RUN_TAG = "run";

    /** In the run folder. */
    static final String INITRAMFS = "initramfs";

    /** KERN_ERR and worse, as in {@link Uml}. */
    private static final int LOG_LEVEL = 4;

    private Qemu() {}

    /**
     * A machine.
     *
     * @param run the run folder, whose path has no comma and no space
     * @param memory MiB
     * @param firstDescriptor of the channels'
     * @param terminal whether the guest has the caller's terminal
     * @param cards names of interfaces that QEMU, on a lane, joins a CAN card each to
     */
    record Plan(
            QemuKernel kernel,
            Path run,
            int cpus,
            int memory,
            List<HostFolder> folders,
            int channels,
            int firstDescriptor,
            boolean terminal,
            List<String> cards) {
        Plan {
            folders = List.copyOf(folders);
            cards = List.copyOf(cards);
        }
    }

    static List<String> command(Plan plan) {
        List<String> words = new ArrayList<>(List.of(plan.kernel().launcher().toString()));
        add(words, "-accel", "tcg,thread=multi", "-cpu", "max");
        add(words, "-smp", Integer.toString(plan.cpus()), "-m", plan.memory() + "M");
        add(words, "-nodefaults", "-no-user-config", "-no-reboot", "-display", "none");
        add(words, "-kernel", plan.kernel().kernel().toString());
        add(words, "-initrd", plan.run().resolve(INITRAMFS).toString());
        add(words, "-append", kernelWords(plan.terminal()));
        add(words, "-chardev", "file,id=log,append=on,path=" + plan.run().resolve("log"), "-serial", "chardev:log");
        if (plan.terminal()) {
            add(words, "-chardev", "stdio,id=terminal,signal=off", "-serial", "chardev:terminal");
        }
        add(words, "-device", "virtio-serial-pci,id=ports");
        for (int i = 0; i < plan.channels(); i++) {
            add(words, "-chardev", "socket,id=channel%d,fd=%d".formatted(i, plan.firstDescriptor() + i));
            add(words, "-device", "virtserialport,bus=ports.0,nr=%d,chardev=channel%d".formatted(i + 1, i));
        }
        share(words, new HostFolder(BOOT_TAG, plan.run().resolve("boot"), false));
        share(words, new HostFolder(RUN_TAG, plan.run(), true));
        plan.folders().forEach(each -> share(words, each));
        for (int i = 0; i < plan.cards().size(); i++) {
            add(words, "-object", "can-bus,id=bus" + i);
            add(
                    words,
                    "-object",
                    "can-host-socketcan,id=host%d,canbus=bus%d,if=%s"
                            .formatted(i, i, escaped(plan.cards().get(i))));
            add(words, "-device", "kvaser_pci,id=card%d,canbus=bus%d".formatted(i, i));
        }
        return words;
    }

    /** The guest's name of a channel, 0 being the first. */
    static Path port(int channel) {
        return Path.of("/dev/vport0p" + (channel + 1));
    }

    /** What is none of the kernel's becomes a variable of init's environment. A panic ends QEMU: -no-reboot. */
    private static String kernelWords(boolean terminal) {
        return "console=ttyS0 quiet loglevel=%d panic=-1 mitigations=off machine=qemu screen=%s"
                .formatted(LOG_LEVEL, terminal ? "yes" : "no");
    }

    /**
     * Files that the guest makes are the caller's own, whoever made them in the guest, and whoever may not read a file
     * here may not there. {@code remap} is for trees of several file systems, whose inode numbers may be the same.
     */
    private static void share(List<String> words, HostFolder folder) {
        add(
                words,
                "-fsdev",
                "local,id=%s,path=%s,security_model=none,multidevs=remap,readonly=%s"
                        .formatted(folder.tag(), escaped(folder.path().toString()), folder.writable() ? "off" : "on"));
        add(words, "-device", "virtio-9p-pci,fsdev=%s,mount_tag=%s".formatted(folder.tag(), folder.tag()));
    }

    /** QEMU's options end at a comma unless there are two. */
    private static String escaped(String value) {
        return value.replace(",", ",,");
    }

    private static void add(List<String> words, String... more) {
        words.addAll(List.of(more));
    }
}
