package org.buslane.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * QEMU's guest's first root: no more than it takes to reach the host's folders, where everything else is. It depends
 * on the kernel and on busybox, and on nothing that anybody asks for.
 */
final class Initramfs {
    /** For the host's folders and the memory over them. */
    private static final List<String> MODULES = List.of("9pnet_virtio", "9p", "overlay");

    private Initramfs() {}

    /**
     * @param kernel the folder of the kernel's modules, with modules.dep in it; they are not compressed
     * @param init the program that the kernel starts
     * @return a compressed archive, for {@code -initrd}
     */
    static byte[] of(Path kernel, Path busybox, byte[] init) {
        try {
            ModuleOrder order = new ModuleOrder(
                    Files.readString(kernel.resolve("modules.dep")),
                    Files.readString(kernel.resolve("modules.builtin")));
            Cpio archive = new Cpio();
            for (String folder : List.of("bin", "dev", "modules", "boot")) {
                archive.folder(folder);
            }
            archive.program("init", init).program("bin/busybox", Files.readAllBytes(busybox));
            int number = 0;
            for (String file : order.of(MODULES)) {
                archive.file(
                        String.format(Locale.ROOT, "modules/%02d.ko", number++),
                        Files.readAllBytes(kernel.resolve(file)));
            }
            return compressed(archive.finish());
        } catch (IOException e) {
            throw new UncheckedIOException("the first root of a guest", e);
        }
    }

    private static byte[] compressed(byte[] archive) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(archive);
        }
        return out.toByteArray();
    }
}
