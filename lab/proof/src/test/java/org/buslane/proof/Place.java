package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A test's own place: a folder that everybody may enter, a run-time folder for its gateway, and commands with an
 * environment that leads to both. Closing it kills whatever was started here and deletes the folder.
 */
final class Place implements AutoCloseable {
    private final Path folder;
    private final Checkout checkout;
    private final Leftovers leftovers;
    private final Map<String, String> environment;

    Place(Checkout checkout) {
        try {
            this.folder = Files.createTempDirectory("buslane-place");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createDirectory(folder.resolve("run"));
            this.checkout = checkout.isForEverybody() ? checkout : checkout.copyTo(folder.resolve("checkout"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.leftovers = new Leftovers(UUID.randomUUID().toString());
        this.environment = Map.of(
                "BUSLANE_RUNDIR",
                folder.resolve("run").toString(),
                Leftovers.VARIABLE,
                leftovers.mark(),
                // The application under test is the one that was assembled before the tests.
                "BUSLANE_BUILD",
                "never",
                // A copy for strangers has no kernels of its own.
                "BUSLANE_LAB_DIR",
                Checkout.underTest().root().resolve("build/lab").toString(),
                "LC_ALL",
                "C.UTF-8");
    }

    Path folder() {
        return folder;
    }

    /** Where its gateway has its sockets. */
    Path rundir() {
        return folder.resolve("run");
    }

    /** The one under test, or where strangers may not enter that one, a copy without its sources. */
    Checkout checkout() {
        return checkout;
    }

    /** A gateway that is ready for clients. */
    Gateway up(String... options) {
        return Gateway.start(this, options);
    }

    /** {@code ./buslane WORDS}. */
    Command buslane(String... words) {
        return buslane(checkout, words);
    }

    /** The launcher of another checkout. */
    Command buslane(Checkout other, String... words) {
        return command(Stream.concat(Stream.of(other.launcher().toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    /** {@code ./buslane run -- PROGRAM WORDS} with a program of Debian's. */
    Command run(String program, String... words) {
        List<String> line =
                new ArrayList<>(List.of("run", "--", checkout.program(program).toString()));
        line.addAll(List.of(words));
        return buslane(line.toArray(String[]::new));
    }

    /** A line as a user types it in the checkout, where can-utils are installed. */
    Command typed(String line) {
        String path = checkout.program("candump").getParent() + ":" + System.getenv("PATH");
        return command("sh", "-c", "exec " + line).in(checkout.root()).with("PATH", path);
    }

    /** Any command line. */
    Command command(String... words) {
        return new Command(folder, environment, List.of(words));
    }

    /** A file of the test's. */
    Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every process it started that still runs. */
    List<ProcessHandle> processes() {
        return leftovers.find();
    }

    @Override
    public void close() {
        leftovers.kill();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
