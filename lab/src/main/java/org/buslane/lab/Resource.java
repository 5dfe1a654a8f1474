package org.buslane.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A file of this package that a guest gets as it is. */
final class Resource {
    private Resource() {}

    static byte[] bytes(String name) {
        try (InputStream file = Resource.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("this build has no " + name);
            }
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
