package org.buslane.virtual.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.bus.Ledger;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.slcan.SlcanSpec;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Descriptor;
import org.buslane.linux.Epoll;
import org.buslane.virtual.Voice;

/** A gateway's loop with one adapter and nothing else; its time can be moved on. On the test's thread. */
final class AdapterLoop implements Voice, AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Epoll epoll = new Epoll(4);
    private final FrameBatch batch = new FrameBatch(
            Arena.ofAuto().allocate((long) FrameBatch.CAPACITY * FrameLayout.XL_MAX_SIZE, 8), FrameLayout.XL_MAX_SIZE);
    private final List<Frame> said = new ArrayList<>();
    private final Ledger heard = Ledger.onHeap();
    private final Adapter adapter;
    private long skipped;
    private boolean watched;

    AdapterLoop(String spec) {
        this.adapter = new Adapter(SlcanSpec.parse(spec), this);
    }

    Adapter adapter() {
        return adapter;
    }

    /** As if so much time had passed. */
    void pass(Duration time) {
        skipped += time.toNanos();
    }

    AdapterStatus status() {
        return adapter.report().orElseThrow();
    }

    /** The account of what it heard. */
    Account heard() {
        return heard.account();
    }

    /** What it put on the bus. */
    List<Frame> said() {
        return said;
    }

    /** Runs until it is so. */
    void until(BooleanSupplier condition, Runnable meanwhile) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("%s", status()).isLessThan(deadline);
            if (adapter.due() - now() <= 0) {
                adapter.run(now());
            }
            int count = epoll.await(1);
            for (int i = 0; i < count; i++) {
                adapter.ready(epoll.events(i));
            }
            meanwhile.run();
        }
    }

    /** A program of the bus says these, in candump's words. */
    void say(String... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            long offset = (long) batch.stride() * i;
            batch.size(i, FrameStruct.write(FrameText.parse(frames[i]), batch.memory(), offset));
        }
        heard.in(frames.length);
        adapter.hear(batch, batch.all(), heard);
    }

    @Override
    public boolean say(MemorySegment memory, long offset, int size) {
        said.add(FrameStruct.read(memory, offset, size));
        return true;
    }

    @Override
    public void withhold(DropReason reason, int frames) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long now() {
        return System.nanoTime() + skipped;
    }

    @Override
    public long realtime() {
        return 0;
    }

    @Override
    public int mtu() {
        return FrameLayout.FD_SIZE;
    }

    @Override
    public void watch(Descriptor descriptor, int events) {
        if (watched) {
            epoll.modify(descriptor, 1, events);
        } else {
            epoll.add(descriptor, 1, events);
            watched = true;
        }
    }

    @Override
    public void unwatch(Descriptor descriptor) {
        epoll.remove(descriptor);
        watched = false;
    }

    @Override
    public void close() {
        adapter.close();
        epoll.close();
    }
}
