package org.buslane.tunnel.cannelloni;

import java.util.Optional;
import java.util.function.Function;
import org.buslane.linux.Descriptor;
import org.buslane.linux.LinuxException;
import org.buslane.linux.inet.InetPlace;
import org.buslane.linux.inet.SctpListener;
import org.buslane.linux.inet.TcpListener;

/** Where peers come in, whatever carries them. Never blocks. Owned by the bus's thread. */
sealed interface Entrance extends AutoCloseable {
    /**
     * One that came.
     *
     * @param wire makes its connection, whose frames are counted there
     * @param refusal closes it instead
     */
    record Arrival(InetPlace place, Function<StreamAccount, Wire> wire, Runnable refusal) {}

    /** @throws LinuxException if it cannot be had */
    static Entrance open(CannelloniStream kind) {
        return switch (kind.transport()) {
            case TCP -> new Tcp(TcpListener.listen(kind.place()), kind);
            case SCTP -> new Sctp(SctpListener.listen(kind.place()), kind);
        };
    }

    Descriptor descriptor();

    InetPlace local();

    /**
     * The next one; empty if none waits.
     *
     * @throws LinuxException EMFILE and its kin: then it still waits
     */
    Optional<Arrival> accept();

    @Override
    void close();

    /** Over TCP. */
    record Tcp(TcpListener listener, CannelloniStream kind) implements Entrance {
        @Override
        public Descriptor descriptor() {
            return listener.descriptor();
        }

        @Override
        public InetPlace local() {
            return listener.local();
        }

        @Override
        public Optional<Arrival> accept() {
            return listener.accept()
                    .map(next -> new Arrival(
                            next.peer(),
                            account -> new TcpWire(next.stream(), account, kind.settings()),
                            next.stream()::close));
        }

        @Override
        public void close() {
            listener.close();
        }
    }

    /** Over SCTP. */
    record Sctp(SctpListener listener, CannelloniStream kind) implements Entrance {
        @Override
        public Descriptor descriptor() {
            return listener.descriptor();
        }

        @Override
        public InetPlace local() {
            return listener.local();
        }

        /** With its own MTU, if it is among the peers, else that of all others. */
        @Override
        public Optional<Arrival> accept() {
            return listener.accept()
                    .map(next -> new Arrival(
                            next.peer(),
                            account -> new SctpWire(next.socket(), account, mtu(next.peer()), kind.settings()),
                            next.socket()::close));
        }

        private int mtu(InetPlace place) {
            return kind.peers().stream()
                    .filter(peer -> peer.place().address().equals(place.address()))
                    .mapToInt(Peer::mtu)
                    .findFirst()
                    .orElse(kind.mtu());
        }

        @Override
        public void close() {
            listener.close();
        }
    }
}
