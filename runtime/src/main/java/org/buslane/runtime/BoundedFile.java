package org.buslane.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalInt;

/** Files of engines, some of which a user writes: never more than an engine would have written, and no pipe. */
final class BoundedFile {
    /** Of 10,000 containers podman's list takes about 10 MB. */
    static final int LARGEST = 32 << 20;

    private BoundedFile() {}

    static byte[] read(Path file) throws IOException {
        // Opening a pipe would wait for who writes to it.
        if (!Files.readAttributes(file, BasicFileAttributes.class).isRegularFile()) {
            throw new FileSystemException(file.toString(), null, "it is no regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new FileSystemException(
                        file.toString(), null, "it is larger than %d MiB".formatted(LARGEST >> 20));
            }
            return content;
        }
    }

    /** Empty if it is not there or cannot be read. */
    static Optional<String> text(Path file) {
        try {
            return Optional.of(new String(read(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A pid that stands alone in a file, as engines leave it there. */
    static OptionalInt pid(Path file) {
        return text(file)
                .map(String::strip)
                .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /** Why a file or folder could not be read, as the end of a sentence. */
    static String why(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case NoSuchFileException _ -> "it is gone";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
