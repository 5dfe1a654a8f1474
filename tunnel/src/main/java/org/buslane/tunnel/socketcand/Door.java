package org.buslane.tunnel.socketcand;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.TcpListener;
import org.buslane.linux.socket.PeerCredentials;
import org.buslane.linux.socket.SocketType;
import org.buslane.linux.socket.UnixAddress;
import org.buslane.linux.socket.UnixSocket;
import org.buslane.linux.stream.ByteStream;

/** A listening socket. Never blocks. Owned by the server's thread. */
sealed interface Door extends AutoCloseable {
    /**
     * One that came.
     *
     * @param name its address, or what is known of a process on this machine
     * @param address empty if it came by a unix socket
     */
    record Caller(ByteStream stream, String name, Optional<InetAddress> address) {}

    /** @throws LinuxException if it cannot be had */
    static Door open(ListenPlace place) {
        return switch (place) {
            case ListenPlace.Tcp tcp -> new Tcp(TcpListener.listen(tcp.place()));
            case ListenPlace.Unix unix -> new Unix(unix, Unix.listen(unix));
        };
    }

    Descriptor descriptor();

    /** Where it listens, with the port that it got. */
    ListenPlace local();

    /**
     * The next one; empty if none waits.
     *
     * @throws LinuxException EMFILE and its kin: then it still waits
     */
    Optional<Caller> accept();

    @Override
    void close();

    /** TCP. */
    record Tcp(TcpListener listener) implements Door {
        @Override
        public Descriptor descriptor() {
            return listener.descriptor();
        }

        @Override
        public ListenPlace local() {
            return new ListenPlace.Tcp(listener.local());
        }

        @Override
        public Optional<Caller> accept() {
            return listener.accept()
                    .map(next -> new Caller(
                            next.stream(),
                            next.peer().toString(),
                            Optional.of(next.peer().address())));
        }

        @Override
        public void close() {
            listener.close();
        }
    }

    /** A unix socket. */
    record Unix(ListenPlace.Unix place, UnixSocket listener) implements Door {
        private static final System.Logger LOG = System.getLogger(Door.class.getName());
        private static final int BACKLOG = 64;

        /** S_IFMT and S_IFSOCK of linux/stat.h. */
        private static final int TYPE = 0170000;

        private static final int SOCKET = 0140000;

        /** Those of the same group may connect, beside the owner, who is all that the original lets in. */
        private static final int MODE = 0660;

        static UnixSocket listen(ListenPlace.Unix place) {
            UnixAddress address = new UnixAddress(place.name(), place.isAbstract());
            try {
                return UnixSocket.listen(SocketType.STREAM, address, BACKLOG, MODE);
            } catch (LinuxException e) {
                if (place.isAbstract() || !e.is(Errno.EADDRINUSE) || !isSocket(place) || isAlive(address)) {
                    throw e;
                }
                delete(place);
                return UnixSocket.listen(SocketType.STREAM, address, BACKLOG, MODE);
            }
        }

        /** A process that was killed leaves its socket's file behind, to which nobody listens any more. */
        private static boolean isAlive(UnixAddress address) {
            try {
                UnixSocket.connect(SocketType.STREAM, address).close();
                return true;
            } catch (LinuxException e) {
                return !e.is(Errno.ECONNREFUSED);
            }
        }

        /** What else has that name is somebody's, and connecting to it is refused as to a socket that is dead. */
        private static boolean isSocket(ListenPlace.Unix place) {
            try {
                int mode = (int) Files.getAttribute(Path.of(place.name()), "unix:mode", LinkOption.NOFOLLOW_LINKS);
                return (mode & TYPE) == SOCKET;
            } catch (IOException e) {
                return false;
            }
        }

        private static void delete(ListenPlace.Unix place) {
            if (!isSocket(place)) {
                return;
            }
            try {
                Files.deleteIfExists(Path.of(place.name()));
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot delete {0}: {1}", place.name(), e.getMessage());
            }
        }

        @Override
        public Descriptor descriptor() {
            return listener.descriptor();
        }

        @Override
        public ListenPlace local() {
            return place;
        }

        @Override
        public Optional<Caller> accept() {
            return listener.accept().map(next -> {
                PeerCredentials peer = next.peerCredentials();
                next.descriptor().nonBlocking(true);
                String name = "unix pid %d uid %d #%d"
                        .formatted(peer.pid(), peer.uid(), next.descriptor().number());
                return new Caller(ByteStream.of(next.descriptor()), name, Optional.empty());
            });
        }

        @Override
        public void close() {
            listener.close();
            if (!place.isAbstract()) {
                delete(place);
            }
        }
    }
}
