package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Debian 13's QEMU for x86-64 with all libraries it needs, and Debian 13's kernel. */
final class Qemu {
    static final int LAYOUT = 1;
    static final Recipe EMULATOR = new Recipe(
            "qemu",
            "QEMU",
            "trixie",
            List.of("qemu-system-x86", "seabios", "ipxe-qemu"),
            List.of("debconf", "adduser", "passwd", "systemd"));
    static final Recipe KERNEL = new Recipe(
            "qemu-kernel",
            "Linux 6.12 for QEMU",
            "trixie",
            List.of("linux-image-amd64"),
            List.of("initramfs-tools", "linux-base", "kmod", "systemd"));

    private static final String PROGRAM = "usr/bin/qemu-system-x86_64";

    /** Debian's QEMU looks for its data in /usr/share only, wherever it is itself. */
    private static final String LAUNCHER = """
            #!/bin/sh
            # QEMU with the data it came with.
            here=${0%/*}
            exec "$here/usr/bin/qemu-system-x86_64" -L "$here/usr/share/qemu" -L "$here/usr/share/seabios" "$@"
            """;

    private Qemu() {}

    static void makeEmulator(Path part, Path place, Packages packages, Tools tools) throws IOException {
        packages.into(part, EMULATOR);
        Path launcher = Files.writeString(part.resolve("qemu-system-x86_64"), LAUNCHER);
        Files.setPosixFilePermissions(launcher, Folders.PROGRAM);
        Bound.make(part, place, binder(tools));
        packages.forget(EMULATOR);
    }

    static Bound.Binder binder(Tools tools) {
        return (part, place) -> tools.bind(
                part.resolve(PROGRAM),
                place.resolve("usr/lib64/ld-linux-x86-64.so.2"),
                "$ORIGIN/../lib/x86_64-linux-gnu");
    }

    /** In the part: {@code boot/vmlinuz-RELEASE} and {@code lib/modules/RELEASE}. */
    static void makeKernel(Path part, Packages packages, Tools tools) throws IOException {
        Path unpacked = Files.createDirectory(part.resolve("unpacked"));
        packages.into(unpacked, KERNEL);
        Files.createDirectory(part.resolve("lib"));
        Files.move(unpacked.resolve("usr/lib/modules"), part.resolve("lib/modules"));
        Files.move(unpacked.resolve("boot"), part.resolve("boot"));
        Folders.remove(unpacked);
        Modules.slim(part, tools);
        packages.forget(KERNEL);
    }

    static QemuKernel kernel(Path emulator, Path kernel) {
        Path modules = kernel.resolve("lib/modules");
        String release = Modules.release(modules);
        return new QemuKernel(
                emulator.resolve("qemu-system-x86_64"), kernel.resolve("boot/vmlinuz-" + release), modules, release);
    }
}
