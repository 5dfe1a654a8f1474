package org.buslane.tunnel.line;

import java.util.Optional;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.linux.EventFd;
import org.buslane.linux.stream.ByteStream;

/**
 * A client's connection that is becoming a {@link TlsLine}. To read certificates and shake hands takes the better part of
 * a second the first time, and tens of milliseconds later on, which no bus is to wait for: a thread of its own, {@code tls
 * HOST}, owns the connection until that is decided, and tells by {@link #descriptor}. How long that may take is the
 * caller's to say. All methods are for one other thread.
 */
public final class TlsConnecting implements AutoCloseable {
    /** What came of it. */
    public sealed interface Outcome {
        /** @param line the caller's from now on */
        record Connected(TlsLine line) implements Outcome {}

        /** @param why in a sentence about the other side, or about a file */
        record Failed(String why) implements Outcome {}
    }

    private static final int EVENTS = 2;

    private final TlsFiles files;
    private final ByteStream stream;
    private final String host;
    private final int port;
    private final EventFd decided = new EventFd();
    private final EventFd cancel = new EventFd();
    private Optional<Outcome> outcome = Optional.empty();
    private boolean isClosed;

    private TlsConnecting(TlsFiles files, ByteStream stream, String host, int port) {
        this.files = files;
        this.stream = stream;
        this.host = host;
        this.port = port;
    }

    /**
     * Begins. The files are read each time, as certificates may be renewed meanwhile.
     *
     * @param stream a connection that is there; not the caller's any more
     * @param host a name, or an address without brackets: the server's certificate must be for it
     */
    public static TlsConnecting begin(TlsFiles files, ByteStream stream, String host, int port) {
        TlsConnecting connecting = new TlsConnecting(files, stream, host, port);
        Thread.ofPlatform().name("tls " + host).daemon().start(connecting::run);
        return connecting;
    }

    /** For an epoll: readable once it is decided. */
    public Descriptor descriptor() {
        return decided.descriptor();
    }

    /** What came of it, to be taken once; empty as long as it is not decided. */
    public synchronized Optional<Outcome> take() {
        Optional<Outcome> taken = outcome;
        outcome = Optional.empty();
        return taken;
    }

    private void run() {
        try (cancel) {
            decide(connect());
        }
    }

    private Outcome connect() {
        try (Epoll epoll = new Epoll(EVENTS)) {
            return shake(TlsContext.client(files).connect(stream, host, port), epoll);
        } catch (RuntimeException e) {
            stream.close();
            return new Outcome.Failed(String.valueOf(e.getMessage()));
        }
    }

    private Outcome shake(TlsHandshake handshake, Epoll epoll) {
        epoll.add(cancel.descriptor(), 1, Epoll.IN);
        epoll.add(handshake.descriptor(), 0, Epoll.IN);
        while (!isCancelled()) {
            switch (handshake.step()) {
                case READ -> epoll.modify(handshake.descriptor(), 0, Epoll.IN);
                case WRITE -> epoll.modify(handshake.descriptor(), 0, Epoll.OUT);
                case DONE -> {
                    return new Outcome.Connected(handshake.line());
                }
                case FAILED -> {
                    handshake.close();
                    return new Outcome.Failed(handshake.why());
                }
            }
            epoll.await(-1);
        }
        handshake.close();
        return new Outcome.Failed("nobody wants it any more");
    }

    private synchronized boolean isCancelled() {
        return isClosed;
    }

    private synchronized void decide(Outcome reached) {
        outcome = Optional.of(reached);
        if (isClosed) {
            discard();
        } else {
            decided.signal();
        }
    }

    private void discard() {
        take().ifPresent(left -> {
            if (left instanceof Outcome.Connected(TlsLine line)) {
                line.close();
            }
        });
    }

    /** Without waiting. A connection that was not taken ends, at the latest when its thread sees that. */
    @Override
    public synchronized void close() {
        isClosed = true;
        cancel.signal();
        decided.close();
        discard();
    }
}
