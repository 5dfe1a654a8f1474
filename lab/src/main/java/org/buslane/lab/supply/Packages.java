package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Unpacks packages as files of the caller's. No maintainer script runs, nothing becomes setuid, and no mode depends on
 * the caller's umask.
 */
final class Packages {
    /** What nobody reads in a lab. */
    private static final List<String> LEFT_OUT = List.of(
            "./usr/share/doc/*",
            "./usr/share/doc-base/*",
            "./usr/share/man/*",
            "./usr/share/info/*",
            "./usr/share/locale/*",
            "./usr/share/lintian/*",
            "./usr/share/bug/*");

    private final Apt apt;
    private final Machine machine;
    private final Progress progress;

    Packages(Apt apt, Machine machine, Progress progress) {
        this.apt = apt;
        this.machine = machine;
        this.progress = progress;
    }

    /** Downloads and unpacks a recipe's packages. */
    void into(Path folder, Recipe recipe) throws IOException {
        Path dpkg = machine.program("dpkg-deb", "dpkg");
        Path tar = machine.program("tar", "tar");
        List<Path> debs = linksFirst(apt.download(recipe));
        for (int i = 0; i < debs.size(); i++) {
            progress.line(Words.unpacking(recipe.title(), i + 1, debs.size()));
            unpack(folder, dpkg, tar, debs.get(i), recipe);
        }
        progress.line(Words.finishing(recipe.title()));
    }

    /** The packages are unpacked and will not be asked for again. */
    void forget(Recipe recipe) throws IOException {
        apt.forget(recipe);
    }

    /** base-files has the links from /lib to /usr/lib and so on, which must be there before anybody's /lib. */
    private static List<Path> linksFirst(List<Path> debs) {
        return debs.stream()
                .sorted(Comparator.comparing(
                        deb -> !deb.getFileName().toString().startsWith("base-files_")))
                .toList();
    }

    private void unpack(Path folder, Path dpkg, Path tar, Path deb, Recipe recipe) throws IOException {
        List<String> extract = new ArrayList<>(List.of(
                "/bin/sh",
                "-c",
                "umask 022 && exec \"$@\"",
                "sh",
                tar.toString(),
                "-x",
                "--no-same-owner",
                "--no-same-permissions",
                "--keep-directory-symlink"));
        LEFT_OUT.forEach(each -> extract.add("--exclude=" + each));
        int status = machine.pipe(
                folder, List.of(List.of(dpkg.toString(), "--fsys-tarfile", deb.toString()), List.copyOf(extract)));
        if (status != 0) {
            // What cannot be unpacked may be a damaged file, which would be in the way of the next try.
            apt.forget(recipe);
            throw new SupplyException("cannot unpack %s: exit status %d (is the disk full? the whole log is %s)"
                    .formatted(deb, status, machine.log()));
        }
    }
}
