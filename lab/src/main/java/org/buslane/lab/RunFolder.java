package org.buslane.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/**
 * A lab's own folder on the host, which the guest has as well: the plan, the command, the exit status, the kernel's
 * messages. It is gone with the lab; what a lab left that was killed outright, the next one removes.
 */
final class RunFolder implements AutoCloseable {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final String PREFIX = "buslane-lab-";

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /**
     * In the first of these places that has room for a guest's memory: user-mode Linux keeps that in a file, and a
     * full file system is a bus error there, a panic (lab.md's "Kernel mode signal 7").
     *
     * @param memory MiB
     */
    static RunFolder create(List<Path> places, int memory) {
        for (Path place : places) {
            if (hasRoom(place, memory)) {
                sweep(place);
                try {
                    String prefix = PREFIX + ProcessHandle.current().pid() + "-";
                    return new RunFolder(Files.createTempDirectory(place, prefix, PRIVATE));
                } catch (IOException e) {
                    throw new UncheckedIOException("a lab's folder in " + place, e);
                }
            }
        }
        throw new LabException("a lab needs %d MiB free in a folder where programs may run, and there is none: %s"
                .formatted(
                        memory,
                        String.join(", ", places.stream().map(Path::toString).toList())));
    }

    private static boolean hasRoom(Path place, int memory) {
        if (!Files.isWritable(place) || place.toString().matches(".*[\\s,].*")) {
            return false;
        }
        try {
            FileStore store = Files.getFileStore(place);
            return store.getUsableSpace() >= (long) memory << 20 && !isNoExec(place);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the mount that the place is in forbids to run what is there, which user-mode Linux does with its memory. */
    private static boolean isNoExec(Path place) throws IOException {
        Path real = place.toRealPath();
        String[] of = {};
        for (String line : Files.readAllLines(Path.of("/proc/self/mounts"))) {
            String[] mount = line.split(" ");
            if (real.startsWith(Path.of(mount[1].replace("\\040", " ")))
                    && (of.length == 0 || mount[1].length() >= of[1].length())) {
                of = mount;
            }
        }
        return of.length > 0 && List.of(of[3].split(",")).contains("noexec");
    }

    /** Folders of this user's whose process is no more. */
    private static void sweep(Path place) {
        try (Stream<Path> all = Files.list(place)) {
            all.filter(RunFolder::isLeft).forEach(RunFolder::delete);
        } catch (IOException | UncheckedIOException e) {
            // Somebody else's to worry about: a lab runs as well without.
        }
    }

    private static boolean isLeft(Path folder) {
        String name = folder.getFileName().toString();
        String pid = name.startsWith(PREFIX) ? name.substring(PREFIX.length()).split("-", 2)[0] : "";
        return pid.matches("[0-9]{1,9}")
                && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.isWritable(folder)
                && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }

    Path path() {
        return path;
    }

    Path resolve(String name) {
        return path.resolve(name);
    }

    void write(String name, byte[] content) {
        try {
            Path file = path.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void makeFolder(String name) {
        try {
            Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void link(String name, String to) {
        try {
            Files.createSymbolicLink(path.resolve(name), Path.of(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A script for the guest. */
    void program(String name, byte[] content) {
        write(name, content);
        makeExecutable(path.resolve(name));
    }

    private static void makeExecutable(Path file) {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A program for the guest. */
    void copy(Path program, String name) {
        try {
            Path copy = path.resolve(name);
            Files.createDirectories(copy.getParent());
            Files.copy(program, copy);
            makeExecutable(copy);
        } catch (IOException e) {
            throw new UncheckedIOException("copy " + program, e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException | UncheckedIOException e) {
            // Two labs may sweep at once, and a guest at its end may still write.
        }
    }
}
