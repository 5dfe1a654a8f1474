package org.buslane.node.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import jdk.net.ExtendedSocketOptions;
import org.buslane.node.NodeException;

/**
 * Answers on the control socket: a line in, a line of JSON out, and the connection ends. One virtual
 * thread accepts and each connection has one of its own; none ever waits longer than its patience
 * for its peer. What strangers send is bounded, refused in a sentence and counted.
 */
public final class ControlServer implements AutoCloseable {
    /**
     * @param who answers, for messages: {@code this gateway}
     * @param longest a request may be, in bytes without its end
     * @param patience how long a peer may take
     */
    public record Manners(String who, int longest, Duration patience) {}

    private static final System.Logger LOG = System.getLogger(ControlServer.class.getName());
    private static final int CONNECTIONS = 32;
    private static final int OTHERS = 8;
    private static final int DRAINED = 1 << 16;

    private final Path path;
    private final Predicate<UserPrincipal> admitted;
    private final Predicate<UserPrincipal> privileged;
    private final BiFunction<UserPrincipal, String, String> answers;
    private final Manners manners;
    private final ServerSocketChannel server;
    private final Semaphore free = new Semaphore(CONNECTIONS);
    private final Semaphore others = new Semaphore(OTHERS);
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();

    private ControlServer(
            Path path,
            Predicate<UserPrincipal> admitted,
            Predicate<UserPrincipal> privileged,
            BiFunction<UserPrincipal, String, String> answers,
            Manners manners,
            ServerSocketChannel server) {
        this.path = path;
        this.admitted = admitted;
        this.privileged = privileged;
        this.answers = answers;
        this.manners = manners;
        this.server = server;
    }

    /**
     * Listens at {@code path}, in place of any socket that a dead gateway left there.
     *
     * @param admitted who may ask; the kernel vouches for the peer's user (SO_PEERCRED)
     * @param answers a request's answer, each a line; a NodeException of its is answered as an error, and so is an
     *     IllegalArgumentException, which says that the line is no request
     */
    public static ControlServer open(
            Path path, Predicate<UserPrincipal> admitted, Function<String, String> answers, Manners manners) {
        return openToMany(path, admitted, _ -> true, (_, line) -> answers.apply(line), manners);
    }

    /**
     * The same where what is answered depends on who asks.
     *
     * @param privileged of those admitted who has turns that the others cannot take
     * @param answers of a user and a request the answer
     */
    public static ControlServer openToMany(
            Path path,
            Predicate<UserPrincipal> admitted,
            Predicate<UserPrincipal> privileged,
            BiFunction<UserPrincipal, String, String> answers,
            Manners manners) {
        try {
            Files.deleteIfExists(path);
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(UnixDomainSocketAddress.of(path));
            // Everybody may connect, so that who may not ask is told why.
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw-rw-"));
            ControlServer control = new ControlServer(path, admitted, privileged, answers, manners, server);
            Thread.ofVirtual().name("control").start(control::accept);
            return control;
        } catch (IOException e) {
            throw new NodeException("cannot listen on " + path + ": " + e.getMessage(), e);
        }
    }

    /** Connections turned away. */
    public long refused() {
        return refused.get();
    }

    /** Lines that were no request. */
    public long malformed() {
        return malformed.get();
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "cannot remove {0}: {1}", path, e.getMessage());
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel peer = server.accept();
                UserPrincipal user = user(peer);
                Semaphore turns = privileged.test(user) ? free : others;
                if (!admitted.test(user)) {
                    refuse(peer);
                } else if (turns.tryAcquire()) {
                    Thread.ofVirtual().start(() -> serve(peer, turns));
                } else {
                    refused.incrementAndGet();
                    peer.close();
                }
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.log(System.Logger.Level.WARNING, "cannot accept on {0}: {1}", path, e.getMessage());
                    pause();
                }
            }
        }
    }

    private static UserPrincipal user(SocketChannel peer) throws IOException {
        return peer.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    }

    /** Says why, if that takes no waiting: a stranger costs nobody else their turn. */
    private void refuse(SocketChannel peer) throws IOException {
        refused.incrementAndGet();
        try (peer) {
            peer.configureBlocking(false);
            String reason = manners.who() + " answers to its own user and to root, not to user "
                    + user(peer).getName();
            peer.write(ByteBuffer.wrap((StatusJson.error(reason) + "\n").getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void serve(SocketChannel peer, Semaphore turns) {
        // Interrupting a thread closes the channel it waits on, and so does the end of this method.
        Thread clock = Thread.ofVirtual().start(() -> {
            try (peer) {
                Thread.sleep(manners.patience());
            } catch (InterruptedException | IOException e) {
                // The peer was served in time, or is gone: either way the channel is closed by now.
            }
        });
        try (peer) {
            String answer = answer(peer);
            if (!answer.isEmpty()) {
                ByteBuffer bytes = ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    peer.write(bytes);
                }
                drain(peer);
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a peer of {0} left: {1}", path, e.getMessage());
        } finally {
            clock.interrupt();
            turns.release();
        }
    }

    /** Empty for one who connects and asks nothing: that is how clients see that somebody listens. */
    private String answer(SocketChannel peer) throws IOException {
        LineReader reader = new LineReader(manners.longest());
        try {
            String line = reader.read(peer);
            return line.isEmpty() ? "" : answers.apply(user(peer), line);
        } catch (IllegalArgumentException e) {
            malformed.incrementAndGet();
            return StatusJson.error(String.valueOf(e.getMessage()));
        } catch (NodeException e) {
            return StatusJson.error(String.valueOf(e.getMessage()));
        }
    }

    /** What is closed with bytes unread is reset, and the peer might lose its answer. Only so much, a flood is a flood. */
    private static void drain(SocketChannel peer) throws IOException {
        peer.shutdownOutput();
        ByteBuffer rest = ByteBuffer.allocate(DRAINED);
        while (rest.hasRemaining() && peer.read(rest) >= 0) {}
    }

    /** Out of descriptors, most likely: others' connections end while this thread does nothing. */
    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(100));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
