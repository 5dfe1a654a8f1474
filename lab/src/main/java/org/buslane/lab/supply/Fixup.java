package org.buslane.lab.supply;

/** One thing a maintainer script would have done to a tree, or a lab wants done; paths are relative to the tree. */
sealed interface Fixup {
    /** A file with this text. */
    record Text(String path, String text) implements Fixup {}

    /** A copy of another file of the tree, with lines added. */
    record Copy(String from, String path, String added) implements Fixup {}

    /** All files of a folder, in the order of their names, one after the other in one file. */
    record Join(String folder, String path) implements Fixup {}

    /** A symbolic link, in place of a file or an empty folder that may be there. */
    record Link(String path, String target) implements Fixup {}

    /** A folder, with its mode as stat(2) has it. */
    record Folder(String path, int mode) implements Fixup {}
}
