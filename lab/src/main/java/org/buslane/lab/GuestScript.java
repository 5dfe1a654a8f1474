package org.buslane.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plan that a guest's init follows: a shell script whose every line is one of the verbs that
 * {@code init} defines, with its arguments quoted. Each mount has a tag, by which QEMU's guest finds it;
 * user-mode Linux's finds it by its path.
 */
final class GuestScript {
    private final StringBuilder text = new StringBuilder();
    private final List<HostFolder> folders = new ArrayList<>();

    /** A line of the plan. */
    GuestScript verb(String verb, String... words) {
        text.append(Stream.concat(Stream.of(verb), Stream.of(words).map(GuestScript::quote))
                        .collect(Collectors.joining(" ")))
                .append('\n');
        return this;
    }

    /** A line about a folder of the host's, which the guest cannot write to. */
    GuestScript folder(String verb, Path folder) {
        return folder(verb, folder, false);
    }

    /** A line about a folder of the host's. */
    GuestScript folder(String verb, Path folder, boolean writable) {
        String tag = "folder" + folders.size();
        folders.add(new HostFolder(tag, folder, writable));
        return verb(verb, tag, folder.toString());
    }

    /** Those that lines are about. */
    List<HostFolder> folders() {
        return List.copyOf(folders);
    }

    /** One word for a POSIX shell, whatever is in it. */
    static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
