package org.buslane.tunnel.socketcand;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.buslane.linux.Epoll;
import org.buslane.linux.LinuxException;
import org.jspecify.annotations.Nullable;

/**
 * A place where a server is to listen, now or, if it cannot, a second later. Owned by the server's thread.
 */
final class Doorway implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Doorway.class.getName());
    private static final long PAUSE = 1_000_000_000L;

    private final String server;
    private final ListenPlace place;
    private final Epoll epoll;
    private final long data;
    private @Nullable Door door;
    private boolean isOpen;
    private String note = "";
    private long due = Long.MIN_VALUE;

    /** @param data under which it stands in the epoll once it is open */
    Doorway(String server, ListenPlace place, Epoll epoll, long data) {
        this.server = server;
        this.place = place;
        this.epoll = epoll;
        this.data = data;
    }

    long data() {
        return data;
    }

    /** When to {@link #open} it; Long.MAX_VALUE is never. */
    long due() {
        return due;
    }

    void open(long now) {
        try {
            Door made = door == null ? Door.open(place) : door;
            door = made;
            epoll.add(made.descriptor(), data, Epoll.IN);
            isOpen = true;
            due = Long.MAX_VALUE;
            note = "";
            LOG.log(Level.INFO, "{0} listens at {1}", server, made.local());
        } catch (LinuxException e) {
            pause(e, now);
        }
    }

    /** The next one that came. */
    Optional<Door.Caller> accept(long now) {
        Door from = door;
        if (from == null || !isOpen) {
            return Optional.empty();
        }
        try {
            return from.accept();
        } catch (LinuxException e) {
            epoll.remove(from.descriptor());
            isOpen = false;
            pause(e, now);
            return Optional.empty();
        }
    }

    /** Without descriptors to spare nobody can be let in or turned away: they wait outside. */
    private void pause(LinuxException e, long now) {
        String why = String.valueOf(e.getMessage());
        if (!note.equals(why)) {
            LOG.log(Level.WARNING, "{0} tries again: {1}", server, why);
        }
        note = why;
        due = now + PAUSE;
    }

    /** Where it listens; empty if it does not. */
    Optional<ListenPlace> local() {
        return Optional.ofNullable(isOpen ? door : null).map(Door::local);
    }

    /** Why it does not; may be empty. */
    String note() {
        return note;
    }

    @Override
    public void close() {
        if (door != null) {
            door.close();
        }
    }
}
