package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A kernel's folder of modules. */
final class Modules {
    /** Drivers for what no emulated machine has: four fifths of the whole. */
    private static final List<String> NEVER_EMULATED = List.of(
            "sound",
            "drivers/gpu",
            "drivers/media",
            "drivers/staging",
            "drivers/infiniband",
            "drivers/iio",
            "drivers/accel",
            "drivers/scsi",
            "drivers/hwmon",
            "drivers/video",
            "drivers/platform",
            "drivers/net/wireless",
            "drivers/bluetooth",
            "drivers/isdn",
            "drivers/mtd",
            "drivers/edac");

    private Modules() {}

    /** The name of the one folder in there. */
    static String release(Path modules) {
        try {
            List<Path> releases = Folders.in(modules);
            if (releases.size() == 1) {
                return releases.getFirst().getFileName().toString();
            }
            throw new SupplyException(modules + " should hold one kernel's modules and holds " + releases.size());
        } catch (IOException e) {
            throw new SupplyException("cannot read " + modules + ": " + e.getMessage(), e);
        }
    }

    /** Leaves what a lab can use, uncompressed: busybox's modprobe reads no compressed modules in an initramfs. */
    static void slim(Path tree, Tools tools) throws IOException {
        Path modules = tree.resolve("lib/modules");
        String release = release(modules);
        for (String each : NEVER_EMULATED) {
            Folders.remove(modules.resolve(release).resolve("kernel").resolve(each));
        }
        tools.unxz(Folders.ending(modules.resolve(release), ".ko.xz"));
        // Only depmod writes these, and what is missing now must not be named.
        Files.deleteIfExists(modules.resolve(release).resolve("modules.dep"));
        tools.depmod(tree, release);
    }
}
