package org.buslane.lab;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes a cpio archive in the "newc" format, which the kernel unpacks as its first root (the kernel's
 * Documentation/driver-api/early-userspace/buffer-format.rst). Everything belongs to root and has no time, so equal
 * content makes equal bytes. A folder comes before what is in it: the kernel makes none by itself.
 */
final class Cpio {
    private static final int FOLDER = 0040755;
    private static final int PROGRAM = 0100755;
    private static final int FILE = 0100644;
    private static final int LINK = 0120777;
    private static final int ALIGNMENT = 4;
    private static final String END = "TRAILER!!!";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int entries;

    /** @param name without a slash in front, as of all others */
    Cpio folder(String name) {
        return entry(name, FOLDER, new byte[0]);
    }

    /** A file that may be run. */
    Cpio program(String name, byte[] content) {
        return entry(name, PROGRAM, content);
    }

    Cpio file(String name, byte[] content) {
        return entry(name, FILE, content);
    }

    /** A symbolic link. */
    Cpio link(String name, String to) {
        return entry(name, LINK, to.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole of it; nothing can be added any more. */
    byte[] finish() {
        write(END, 0, 0, new byte[0]);
        return out.toByteArray();
    }

    private Cpio entry(String name, int mode, byte[] content) {
        if (name.equals(END) || name.startsWith("/")) {
            throw new IllegalArgumentException(name + " cannot be in an archive");
        }
        write(name, entries++, mode, content);
        return this;
    }

    private void write(String name, int inode, int mode, byte[] content) {
        byte[] path = (name + "\0").getBytes(StandardCharsets.UTF_8);
        out.writeBytes("070701".getBytes(StandardCharsets.US_ASCII));
        number(inode); // of its own, as the same would make two names of one file
        number(mode);
        number(0); // uid
        number(0); // gid
        number(mode == FOLDER ? 2 : 1); // nlink
        number(0); // mtime
        number(content.length);
        number(0); // devmajor, devminor, rdevmajor, rdevminor
        number(0);
        number(0);
        number(0);
        number(path.length);
        number(0); // a checksum, in another format
        out.writeBytes(path);
        align();
        out.writeBytes(content);
        align();
    }

    private void number(int value) {
        out.writeBytes(String.format(Locale.ROOT, "%08X", value).getBytes(StandardCharsets.US_ASCII));
    }

    private void align() {
        while (out.size() % ALIGNMENT != 0) {
            out.write(0);
        }
    }
}
