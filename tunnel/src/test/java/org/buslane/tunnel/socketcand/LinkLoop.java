package org.buslane.tunnel.socketcand;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.tunnel.BusSide;
import org.buslane.tunnel.PeerReport;
import org.buslane.tunnel.Tunnel;
import org.buslane.tunnel.TunnelKind;
import org.buslane.tunnel.TunnelReport;

/** A bus's loop with one client and nothing else, on the test's thread. Its time stands still until the test moves it. */
final class LinkLoop implements BusSide, AutoCloseable {
    private static final long LONGEST = Duration.ofSeconds(20).toNanos();

    private final Epoll epoll = new Epoll(1);
    private final List<String> said = new ArrayList<>();
    private final Ledger heard = Ledger.onHeap();
    private final Tunnel tunnel;
    private long now = 1_000_000_000L;
    private int mtu = FrameLayout.FD_SIZE;
    private boolean isWatched;

    LinkLoop(TunnelKind kind) {
        this(kind::open);
    }

    private LinkLoop(Function<BusSide, Tunnel> opens) {
        tunnel = opens.apply(this);
    }

    /** A client that asks this one for the addresses of hosts. */
    static LinkLoop asking(Lookup.Resolver resolver, SocketcandClientSpec spec) {
        return new LinkLoop(side -> new SocketcandLink(spec, side, new SplittableRandom(1), resolver));
    }

    Tunnel tunnel() {
        return tunnel;
    }

    TunnelReport report() {
        return tunnel.report();
    }

    PeerReport peer() {
        return report().peers().getFirst();
    }

    long count(String name) {
        return peer().counts().getOrDefault(name, -1L);
    }

    void pass(Duration time) {
        now += time.toNanos();
    }

    /** The bus carries classic frames only. */
    void classic() {
        mtu = FrameLayout.CLASSIC_SIZE;
    }

    /** What it put on the bus, in candump's words. */
    List<String> said() {
        return said;
    }

    Account heard() {
        return heard.account();
    }

    /** One turn: what is due, then what is ready. */
    void turn() {
        if (tunnel.due() - now <= 0) {
            tunnel.run(now);
        }
        if (epoll.await(1) > 0) {
            tunnel.ready(epoll.events(0));
        }
    }

    /** Turns, and with it the server's bus, until it is so. */
    void until(Served served, BooleanSupplier condition) {
        until(() -> {
            served.bus.turn(1);
            return condition.getAsBoolean();
        });
    }

    /** Turns until it is so. */
    void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s %s", report(), said).isLessThan(deadline);
            turn();
        }
    }

    /** Programs of the bus say these, and then nothing more. */
    void say(String... frames) {
        say(batch(frames));
    }

    void say(FrameBatch batch) {
        heard.in(batch.count());
        tunnel.hear(batch, batch.all(), heard);
        tunnel.drained();
    }

    static FrameBatch batch(String... texts) {
        int stride = FrameLayout.XL_MAX_SIZE;
        FrameBatch batch = new FrameBatch(Arena.ofAuto().allocate((long) stride * FrameBatch.CAPACITY, 8), stride);
        batch.count(texts.length);
        for (int i = 0; i < texts.length; i++) {
            batch.size(i, FrameStruct.write(FrameText.parse(texts[i]), batch.memory(), batch.offset(i)));
        }
        return batch;
    }

    /** Every frame is accounted for, but for those that wait. */
    void expectBalance() {
        assertThat(heard()).matches(Account::isBalanced);
        PeerReport peer = peer();
        assertThat(peer.received()).matches(Account::isBalanced);
        assertThat(peer.sent().in() - peer.sent().delivered() - peer.sent().dropped())
                .as("%s", peer)
                .isEqualTo(count("frames_waiting"));
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size, long expires) {
        assertThat(expires).isGreaterThan(now);
        said.add(FrameText.format(FrameStruct.read(memory, offset, size)));
        return true;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long realtime() {
        return now;
    }

    @Override
    public int mtu() {
        return mtu;
    }

    @Override
    public void watch(Descriptor descriptor, int events) {
        assertThat(isWatched).isFalse();
        epoll.add(descriptor, 1, events);
        isWatched = true;
    }

    @Override
    public void unwatch(Descriptor descriptor) {
        epoll.remove(descriptor);
        isWatched = false;
    }

    @Override
    public void close() {
        tunnel.close();
        assertThat(isWatched).isFalse();
        epoll.close();
    }
}
