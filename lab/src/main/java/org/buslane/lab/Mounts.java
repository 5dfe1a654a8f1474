package org.buslane.lab;

import java.nio.file.Path;
import java.util.List;

/** This machine's mounts, as the lines of {@code /proc/self/mounts} (proc(5)): source, place, type, options. */
final class Mounts {
    private static final int PLACE = 1;
    private static final int OPTIONS = 3;

    private final List<String[]> mounts;

    Mounts(List<String> lines) {
        mounts = lines.stream()
                .map(line -> line.split(" "))
                .filter(fields -> fields.length > OPTIONS)
                .toList();
    }

    /**
     * Whether the mount that the folder is in forbids to run what is there.
     *
     * @param folder absolute, without symbolic links
     */
    boolean forbidPrograms(Path folder) {
        String[] options = {};
        int deepest = -1;
        for (String[] mount : mounts) {
            Path place = Path.of(plain(mount[PLACE]));
            // Of two at one place the later one hides the other.
            if (folder.startsWith(place) && place.getNameCount() >= deepest) {
                deepest = place.getNameCount();
                options = mount[OPTIONS].split(",");
            }
        }
        return List.of(options).contains("noexec");
    }

    /** Space, tab, line end and backslash are octal there. */
    private static String plain(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
