package org.buslane.linux.socket;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.Descriptor;

/**
 * Tells whoever started this process how it does, and hands descriptors over to be kept across a
 * restart: sd_notify(3) and the descriptor store of systemd, which buslane-keep speaks too. A socket is
 * opened for each message, so that a keeper that was replaced is found again. Waits while the keeper is
 * behind, so not for virtual threads.
 */
public record ServiceNotifier(UnixAddress address) {
    private static final int MAX_NAME = 255;

    /** The one NOTIFY_SOCKET names; empty if nobody wants to be told. */
    public static Optional<ServiceNotifier> of(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        if (!socket.startsWith("/") && !socket.startsWith("@")) {
            throw new IllegalArgumentException("NOTIFY_SOCKET is an absolute path or @name, not '" + socket + "'");
        }
        return Optional.of(new ServiceNotifier(UnixAddress.parse(socket)));
    }

    /** Assignments such as {@code READY=1} and {@code STATUS=2 buses}, in one message. */
    public void tell(String... assignments) {
        send(List.of(), assignments);
    }

    /**
     * Keeps descriptors. The next process finds them in LISTEN_FDNAMES under {@code name}, each an
     * {@code InheritedDescriptor}. FDPOLL=0: a connection whose peer has gone is kept all the same, since
     * what it left unread must still be accounted for.
     */
    public void store(String name, List<Descriptor> descriptors) {
        send(descriptors, "FDSTORE=1", "FDNAME=" + checked(name), "FDPOLL=0");
    }

    /** Lets go of every descriptor kept under {@code name}. */
    public void remove(String name) {
        send(List.of(), "FDSTOREREMOVE=1", "FDNAME=" + checked(name));
    }

    /** fdname_is_valid of systemd: one bad name and the message is ignored, without a word. */
    private static String checked(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c < ' ' || c >= 127 || c == ':')) {
            throw new IllegalArgumentException(
                    "the name of a kept descriptor has 1 to 255 ASCII characters and no colon: '" + name + "'");
        }
        return name;
    }

    private void send(List<Descriptor> descriptors, String... assignments) {
        byte[] text = String.join("\n", assignments).getBytes(StandardCharsets.UTF_8);
        try (UnixSocket socket = UnixSocket.open(SocketType.DGRAM, address.toString());
                Arena arena = Arena.ofConfined()) {
            socket.sendTo(address, arena.allocateFrom(ValueLayout.JAVA_BYTE, text), descriptors, 0);
        }
    }
}
