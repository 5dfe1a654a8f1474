package org.buslane.node.recording;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be opened, read or written, in the kernel's words where Java only names the file. */
public final class Reasons {
    private Reasons() {}

    public static String of(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "Permission denied";
            case NoSuchFileException _, FileNotFoundException _ -> "No such file or directory";
            case FileSystemException file when file.getReason() != null -> String.valueOf(file.getReason());
            default -> String.valueOf(e.getMessage());
        };
    }
}
