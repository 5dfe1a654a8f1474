package org.buslane.lab.supply;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Applies fixups to a tree. */
final class Fixer {
    private Fixer() {}

    static void apply(Path tree, List<Fixup> fixups) throws IOException {
        for (Fixup each : fixups) {
            apply(tree, each);
        }
    }

    private static void apply(Path tree, Fixup fixup) throws IOException {
        switch (fixup) {
            case Fixup.Text(String path, String text) -> write(tree, path, text);
            case Fixup.Copy(String from, String path, String added) ->
                write(tree, path, Files.readString(tree.resolve(from)) + added);
            case Fixup.Join(String folder, String path) -> join(tree.resolve(folder), place(tree, path));
            case Fixup.Link(String path, String target) -> link(place(tree, path), target);
            case Fixup.Folder(String path, int mode) -> {
                Files.createDirectories(tree.resolve(path));
                setMode(tree.resolve(path), mode);
            }
        }
    }

    private static void write(Path tree, String path, String text) throws IOException {
        Path file = place(tree, path);
        Files.writeString(file, text);
        setMode(file, 0644);
    }

    private static void join(Path folder, Path joined) throws IOException {
        try (OutputStream all = Files.newOutputStream(joined)) {
            for (Path each : Folders.in(folder)) {
                Files.copy(each, all);
            }
        }
        setMode(joined, 0644);
    }

    private static void link(Path link, String target) throws IOException {
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(target));
    }

    /** The place of a file whose folder is there. */
    private static Path place(Path tree, String path) throws IOException {
        Path place = tree.resolve(path);
        for (Path missing = tree; !missing.equals(place.getParent()); ) {
            missing = missing.resolve(missing.relativize(place).getName(0));
            if (Files.notExists(missing)) {
                Files.createDirectory(missing);
                setMode(missing, 0755);
            }
        }
        return place;
    }

    /** In full, whatever the caller's umask is; java.nio's own permissions have no sticky bit. */
    private static void setMode(Path path, int mode) throws IOException {
        Files.setAttribute(path, "unix:mode", mode);
    }
}
