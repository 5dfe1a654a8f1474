package org.buslane.lab.supply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A part with a program that names its loader by an absolute path. When the checkout has moved the program is bound to
 * its new place, which takes a moment, instead of being made again.
 */
final class Bound {
    private static final String PLACE = "bound-to";

    private Bound() {}

    /** Binds a program's file to the place its part has or will have. */
    interface Binder {
        void bind(Path part, Path place) throws IOException;
    }

    static void make(Path unfinished, Path place, Binder binder) throws IOException {
        binder.bind(unfinished, place);
        Files.writeString(unfinished.resolve(PLACE), place.toString());
    }

    static void settle(Store store, Path part, Binder binder) {
        if (!isBoundTo(part)) {
            store.alone(() -> {
                if (!isBoundTo(part)) {
                    make(part, part, binder);
                }
            });
        }
    }

    private static boolean isBoundTo(Path part) {
        try {
            return Files.readString(part.resolve(PLACE)).equals(part.toString());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new SupplyException("cannot read " + part.resolve(PLACE) + ": " + e.getMessage(), e);
        }
    }
}
