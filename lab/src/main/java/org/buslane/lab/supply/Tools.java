package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Debian 13's own tools for preparing the rest, so that the machine needs neither them nor a C library as new. Each
 * runs under the loader it came with.
 */
final class Tools {
    static final Recipe RECIPE = new Recipe(
            "tools",
            "tools to prepare labs",
            "trixie",
            List.of("patchelf", "kmod", "xz-utils", "busybox-static"),
            List.of("init-system-helpers"));
    static final int LAYOUT = 1;

    /** Arguments of one command line: far below any kernel's limit. */
    private static final int FILES = 200;

    private final Path folder;
    private final Machine machine;

    Tools(Path folder, Machine machine) {
        this.folder = folder;
        this.machine = machine;
    }

    static void make(Path part, Packages packages) throws IOException {
        packages.into(part, RECIPE);
        packages.forget(RECIPE);
    }

    Path busybox() {
        return folder.resolve("usr/bin/busybox");
    }

    /**
     * Gives a program a loader and a folder of libraries. The loader can only be named by an absolute path, so the
     * program is bound to where it is; the libraries are found from the program's own place.
     *
     * @param libraries as DT_RPATH has it, which unlike DT_RUNPATH also serves the libraries' own needs (ld.so(8))
     */
    void bind(Path program, Path loader, String libraries) throws IOException {
        Path bound = program.resolveSibling(program.getFileName() + ".bound");
        run(
                "usr/bin/patchelf",
                List.of(
                        "--set-interpreter",
                        loader.toString(),
                        "--force-rpath",
                        "--set-rpath",
                        libraries,
                        "--output",
                        bound.toString(),
                        program.toString()));
        Files.setPosixFilePermissions(bound, Folders.PROGRAM);
        Files.move(bound, program, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Writes {@code modules.dep} and its siblings for {@code TREE/lib/modules/RELEASE}. */
    void depmod(Path tree, String release) {
        run("usr/sbin/depmod", List.of("-b", tree.toString(), release));
    }

    /** Replaces each {@code FILE.xz} by FILE. */
    void unxz(List<Path> files) {
        for (int from = 0; from < files.size(); from += FILES) {
            List<String> arguments = new ArrayList<>(List.of("-d", "-q", "-T1", "--"));
            files.subList(from, Math.min(files.size(), from + FILES)).forEach(file -> arguments.add(file.toString()));
            run("usr/bin/xz", arguments);
        }
    }

    /** Relative names: a colon in the folder's path would end the loader's list of folders. */
    private void run(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                folder.resolve("usr/lib64/ld-linux-x86-64.so.2").toString(),
                "--library-path",
                "usr/lib/x86_64-linux-gnu",
                program));
        command.addAll(arguments);
        Machine.Outcome outcome = machine.run(folder, command);
        if (outcome.failed()) {
            throw new SupplyException("%s failed: %s (the whole log is %s)"
                    .formatted(Path.of(program).getFileName(), outcome.lastLine(), machine.log()));
        }
    }
}
