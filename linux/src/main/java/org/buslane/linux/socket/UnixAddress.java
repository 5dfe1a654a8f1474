package org.buslane.linux.socket;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.buslane.linux.call.Kernel;

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

    /** Writes the sockaddr_un into zeros and returns its size. */
    int write(MemorySegment zeros) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer target = Kernel.view(zeros);
        target.putShort(0, AF_UNIX);
        target.put(isAbstract ? OFFSET_PATH + 1 : OFFSET_PATH, bytes);
        // Either a zero before the name or one behind it.
        return OFFSET_PATH + bytes.length + 1;
    }

    /** Reads the sockaddr_un of that size, as the kernel wrote it; empty if the socket has no name. */
    static Optional<UnixAddress> read(MemorySegment source, int size) {
        if (size <= OFFSET_PATH) {
            return Optional.empty();
        }
        byte[] bytes = new byte[size - OFFSET_PATH];
        Kernel.view(source).get(OFFSET_PATH, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Optional.of(
                bytes[0] == 0 ? ofAbstract(text.substring(1)) : new UnixAddress(text.replace("\0", ""), false));
    }

    @Override
    public String toString() {
        return isAbstract ? "@" + name : name;
    }
}
