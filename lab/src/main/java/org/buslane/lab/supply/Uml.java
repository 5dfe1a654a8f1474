package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Debian's user-mode kernel, with the C library it was built for. Run by the loader instead ({@code ld.so linux.uml})
 * the kernel does not start: it takes its memory's base from the heap's, which then lies behind the loader.
 */
final class Uml {
    static final int LAYOUT = 1;
    private static final String LOADER = "lib/ld-linux-x86-64.so.2";

    private Uml() {}

    static Recipe recipe(Release release) {
        return new Recipe(
                "uml-" + release.label(),
                "Linux " + release.label() + " as a process",
                release.suite(),
                List.of("user-mode-linux"));
    }

    /** In the part: {@code linux.uml}, {@code lib/} for its libraries and {@code lib/modules/RELEASE}. */
    static void make(Path part, Path place, Recipe recipe, Packages packages, Tools tools) throws IOException {
        Path unpacked = Files.createDirectory(part.resolve("unpacked"));
        packages.into(unpacked, recipe);
        Path lib = Files.createDirectory(part.resolve("lib"));
        for (String name : List.of("ld-linux-x86-64.so.2", "libc.so.6")) {
            Files.copy(library(unpacked, name), lib.resolve(name));
        }
        Files.move(unpacked.resolve("usr/bin/linux.uml"), part.resolve("linux.uml"));
        Files.move(unpacked.resolve("usr/lib/uml/modules"), lib.resolve("modules"));
        Folders.remove(unpacked);
        tools.depmod(part, release(part));
        Bound.make(part, place, binder(tools));
        packages.forget(recipe);
    }

    static Bound.Binder binder(Tools tools) {
        return (part, place) -> tools.bind(part.resolve("linux.uml"), place.resolve(LOADER), "$ORIGIN/lib");
    }

    static UmlKernel kernel(Path part) {
        return new UmlKernel(part.resolve("linux.uml"), part.resolve("lib/modules"), release(part));
    }

    private static String release(Path part) {
        return Modules.release(part.resolve("lib/modules"));
    }

    /** Debian 12 has it in /lib, Debian 13 in /usr/lib. */
    private static Path library(Path unpacked, String name) {
        Path file = Path.of("lib/x86_64-linux-gnu", name);
        Path old = unpacked.resolve(file);
        return Files.exists(old) ? old : unpacked.resolve("usr").resolve(file);
    }
}
