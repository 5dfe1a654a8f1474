package org.buslane.proof;

import java.io.IOException;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** A checkout of Buslane: the launcher, and what it built. */
record Checkout(Path root) {
    private static final CopyOption[] AS_IT_IS = {StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS};

    /** The one these tests belong to; it has to be built. */
    static Checkout underTest() {
        Checkout checkout = new Checkout(
                Path.of(System.getProperty("buslane.checkout", "../..")).toAbsolutePath());
        if (!Files.exists(checkout.current())) {
            throw new AssertionError(
                    "The end-to-end tests run the assembled application, and there is none in %s: run ./buslane test"
                            .formatted(checkout.current()));
        }
        return checkout;
    }

    Path launcher() {
        return root.resolve("buslane");
    }

    Path current() {
        return root.resolve("build/current");
    }

    /** A program of Debian's, as {@code ./buslane test} fetched it. */
    Path program(String name) {
        Path program = root.resolve("build/debian/usr/bin").resolve(name);
        if (!Files.isExecutable(program)) {
            throw new AssertionError(
                    "%s is not there: run ./buslane test, which fetches Debian's programs".formatted(program));
        }
        return program;
    }

    /** A program of native/tests, as the build made it. */
    Path testProgram(String name) {
        Path program = root.resolve("native/target/tests").resolve(name);
        if (!Files.isExecutable(program)) {
            throw new AssertionError("%s is not there: run ./buslane test, which builds it".formatted(program));
        }
        return program;
    }

    /** Whether a stranger may enter it: no folder on the way is somebody's own. */
    boolean isForEverybody() throws IOException {
        for (Path folder = root.toRealPath(); folder != null; folder = folder.getParent()) {
            if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** The application in use with its launcher and the tests' programs, and no source. */
    Checkout copyTo(Path folder) throws IOException {
        copyLauncherTo(folder);
        copy("build/current", folder);
        copy("build/" + Files.readSymbolicLink(current()), folder);
        copy("build/debian", folder);
        copy("native/target/tests", folder);
        copy("deploy", folder);
        openToEverybody(folder);
        return new Checkout(folder);
    }

    /** A checkout that was made under a umask of 077 is its owner's to the last file. */
    private static void openToEverybody(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(path -> !Files.isSymbolicLink(path)).toList()) {
                Set<PosixFilePermission> open = EnumSet.copyOf(Files.getPosixFilePermissions(each));
                open.addAll(Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
                if (open.contains(PosixFilePermission.OWNER_EXECUTE)) {
                    open.addAll(Set.of(PosixFilePermission.GROUP_EXECUTE, PosixFilePermission.OTHERS_EXECUTE));
                }
                Files.setPosixFilePermissions(each, open);
            }
        }
    }

    /** The launcher alone: nothing is built, and there is nothing to build from. */
    Checkout copyLauncherTo(Path folder) throws IOException {
        copy("buslane", folder);
        copy("launcher", folder);
        openToEverybody(folder);
        return new Checkout(folder);
    }

    private void copy(String name, Path folder) throws IOException {
        Path from = root.resolve(name);
        Path to = folder.resolve(name);
        Files.createDirectories(to.getParent());
        if (Files.isSymbolicLink(from) || !Files.isDirectory(from)) {
            Files.copy(from, to, AS_IT_IS);
            return;
        }
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entered, BasicFileAttributes attributes) throws IOException {
                Files.copy(entered, to.resolve(from.relativize(entered)), AS_IT_IS);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), AS_IT_IS);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
