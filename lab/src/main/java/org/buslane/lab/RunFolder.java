package org.buslane.lab;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * A lab's own folder on the host, which the guest has as well: the plan, the command, the exit status, the kernel's
 * messages. It is gone with the lab; what a lab left that was killed outright, the next one removes.
 */
final class RunFolder implements AutoCloseable {
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /** Bytes: an address of 107 has room for the folder's own name and a socket of the kernel's, 58 at most. */
    private static final int LONGEST_PLACE = 48;

    private final Path path;
    private final FileChannel lock;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * In the first of these places that has room for a guest's memory: user-mode Linux keeps that in a file, and a
     * full file system is a bus error there, a panic (lab.md's "Kernel mode signal 7").
     *
     * @param places absolute
     * @param memory MiB
     * @throws LabException if there is none
     */
    static RunFolder create(List<Path> places, int memory) {
        places.forEach(Leftover::sweep);
        for (Path place : places) {
            if (canHold(place, memory)) {
                try {
                    return in(place);
                } catch (IOException e) {
                    throw new LabException("a lab's folder in %s cannot be made: %s".formatted(place, reason(e)), e);
                }
            }
        }
        throw new LabException("a lab needs %d MiB free in a folder where programs may run, and there is none: %s"
                .formatted(
                        memory,
                        String.join(", ", places.stream().map(Path::toString).toList())));
    }

    private static RunFolder in(Path place) throws IOException {
        String prefix = Leftover.PREFIX + ProcessHandle.current().pid() + "-";
        Path path = Files.createTempDirectory(place, prefix, PRIVATE);
        FileChannel lock =
                FileChannel.open(path.resolve(Leftover.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        lock.lock();
        return new RunFolder(path, lock);
    }

    /** Its name stands on kernels' command lines and in sockets' addresses, which are short. */
    private static boolean canHold(Path place, int memory) {
        if (!Files.isWritable(place)
                || place.toString().matches(".*[\\s,].*")
                || place.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PLACE) {
            return false;
        }
        try {
            Mounts mounts = new Mounts(Files.readAllLines(Path.of("/proc/self/mounts")));
            return Files.getFileStore(place).getUsableSpace() >= (long) memory << 20
                    && !mounts.forbidPrograms(place.toRealPath());
        } catch (IOException e) {
            return false;
        }
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
            throw failed(path.resolve(name), e);
        }
    }

    void makeFolder(String name) {
        try {
            Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw failed(path.resolve(name), e);
        }
    }

    void link(String name, String to) {
        try {
            Files.createSymbolicLink(path.resolve(name), Path.of(to));
        } catch (IOException e) {
            throw failed(path.resolve(name), e);
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
            throw failed(file, e);
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
            throw new LabException(
                    "%s cannot be copied to %s: %s".formatted(program, path.resolve(name), reason(e)), e);
        }
    }

    @Override
    public void close() {
        Leftover.remove(path);
        try {
            lock.close();
        } catch (IOException e) {
            throw failed(path, e);
        }
    }

    private static LabException failed(Path file, IOException e) {
        return new LabException("%s cannot be written: %s".formatted(file, reason(e)), e);
    }

    /** java.nio.file's own messages are the file's name alone. */
    private static String reason(IOException e) {
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : e.toString();
    }
}
