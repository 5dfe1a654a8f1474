package org.buslane.linux.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a unix socket is: a path, or a name in the abstract namespace, which belongs to the network
 * namespace and has no permissions. See unix(7) and struct sockaddr_un of linux/un.h.
 *
 * @param name the path, or the abstract name without its leading zero byte
 */
public record UnixAddress(String name, boolean isAbstract) {
    /** sizeof(struct sockaddr_un). */
    static final int MAX_SIZE = 110;

    static final short AF_UNIX = 1;

    /** sun_path less one byte: the zero behind a path, or the one before an abstract name. */
    private static final int MAX_NAME = 107;

    private static final int OFFSET_PATH = 2;

    public UnixAddress {
        int length = name.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > MAX_NAME) {
            throw new IllegalArgumentException(
                    "a unix socket's name has 1 to %d bytes, '%s' has %d".formatted(MAX_NAME, name, length));
        }
        if (name.indexOf(0) >= 0) {
            throw new IllegalArgumentException("a unix socket's name has no zero byte: '" + name + "'");
        }
    }

    public static UnixAddress of(Path path) {
        return new UnixAddress(path.toString(), false);
    }

    public static UnixAddress ofAbstract(String name) {
        return new UnixAddress(name, true);
    }

    /** A path, or {@code @name} for an abstract one, as NOTIFY_SOCKET and /proc/net/unix have it. */
    public static UnixAddress parse(String text) {
        return text.startsWith("@") ? ofAbstract(text.substring(1)) : new UnixAddress(text, false);
    }

    /** Writes the sockaddr_un and returns its size. */
    int write(MemorySegment target) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        target.set(JAVA_SHORT, 0, AF_UNIX);
        int first = isAbstract ? OFFSET_PATH + 1 : OFFSET_PATH;
        target.set(JAVA_BYTE, OFFSET_PATH, (byte) 0);
        MemorySegment.copy(bytes, 0, target, JAVA_BYTE, first, bytes.length);
        if (isAbstract) {
            return first + bytes.length;
        }
        target.set(JAVA_BYTE, (long) first + bytes.length, (byte) 0);
        return first + bytes.length + 1;
    }

    @Override
    public String toString() {
        return isAbstract ? "@" + name : name;
    }
}
