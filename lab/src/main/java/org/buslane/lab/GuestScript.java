package org.buslane.lab;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The plan that a guest's init follows: a shell script whose every line is one of the verbs that
 * {@code init} defines, with its arguments quoted. Each mount has a tag, by which QEMU's guest finds it;
 * user-mode Linux's finds it by its path.
 */
final class GuestScript {
    private final StringBuilder text = new StringBuilder();
    private int tags;

    /** A line of the plan. */
    GuestScript verb(String verb, String... words) {
        text.append(Stream.concat(Stream.of(verb), Stream.of(words).map(GuestScript::quote))
                        .collect(Collectors.joining(" ")))
                .append('\n');
        return this;
    }

    /** A line about a folder of the host's. */
    GuestScript folder(String verb, Path folder) {
        return verb(verb, tag(tags++), folder.toString());
    }

    /** Of the folder that was named as the n-th, from 0 on. */
    static String tag(int n) {
        return "folder" + n;
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
