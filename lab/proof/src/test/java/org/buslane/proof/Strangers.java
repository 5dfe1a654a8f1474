package org.buslane.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In a guest: users without rights, to whom its root's home may be closed. */
final class Strangers {
    private static Optional<Checkout> checkout = Optional.empty();

    private Strangers() {}

    /** The application under test, where they can call it: if need be a copy, in the guest's memory as long as it lives. */
    static synchronized Checkout checkout() {
        Checkout theirs = checkout.orElseGet(Strangers::find);
        checkout = Optional.of(theirs);
        return theirs;
    }

    private static Checkout find() {
        Checkout tested = Checkout.underTest();
        try {
            if (tested.isForEverybody()) {
                return tested;
            }
            Path folder = Files.createTempDirectory("for-everybody");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return tested.copyTo(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ./buslane WORDS} as nobody, without capabilities, now and for ever. */
    static List<String> line(List<String> words) {
        List<String> line = new ArrayList<>(List.of(
                "setpriv",
                "--reuid=65534",
                "--clear-groups",
                "--regid=65534",
                "--inh-caps=-all",
                "--bounding-set=-all",
                "--no-new-privs",
                checkout().launcher().toString()));
        line.addAll(words);
        return line;
    }
}
