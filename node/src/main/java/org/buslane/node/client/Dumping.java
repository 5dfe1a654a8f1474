package org.buslane.node.client;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.buslane.core.frame.FrameBatch;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.virtual.client.BusSocket;
import org.buslane.virtual.wire.InterfaceTable.Entry;

/**
 * {@code dump}: what a bus carries, as lines. The thread that calls {@link #run} owns the socket;
 * {@link #lost} may be asked from any.
 */
public final class Dumping implements AutoCloseable {
    /** Bytes that may wait while whoever reads the output does something else; the kernel may grant less. */
    private static final int QUEUE = 4 << 20;

    private final LocalBus bus;
    private final LineSink lines;
    private final Consumer<String> notices;
    private final LongSupplier clock;
    private final LossNotice loss = new LossNotice();
    private final LossNotice textless = new LossNotice();
    private volatile long lost;
    private int unsaid;

    private Dumping(LocalBus bus, LineSink lines, Consumer<String> notices, LongSupplier clock) {
        this.bus = bus;
        this.lines = lines;
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * Attaches to a bus; from now on its frames are collected.
     *
     * @param name of the bus, or {@code any} for all of them
     * @param pretty for people, else candump's log lines
     * @param notices takes a sentence when frames are lost, or the bus goes down
     * @param clock nanoseconds of any steady clock
     */
    public static Dumping open(
            Caller caller,
            String name,
            DumpFilters filters,
            boolean pretty,
            OutputStream out,
            Consumer<String> notices,
            LongSupplier clock) {
        LocalBus bus = LocalBus.attach(caller);
        try {
            bus.socket().queue(QUEUE);
            if (!filters.ids().isEmpty()) {
                bus.socket().filters(filters.idMaskPairs());
            }
            bus.socket().errorMask(filters.errorMask());
            bus.socket().joinFilters(filters.join());
            if (name.equals(LocalBus.ANY)) {
                bus.useAll();
            } else {
                Entry entry = bus.named(name, caller);
                bus.use(entry);
                if (!entry.up()) {
                    notices.accept("bus " + name + " is down; its frames come when `buslane bus up " + name + "`");
                }
            }
            return new Dumping(bus, new LineSink(out, bus.interfaces(), pretty), notices, clock);
        } catch (RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    /**
     * Prints frames until there were {@code count} of them, or nobody reads the output any more.
     *
     * @throws NodeException if the output cannot be written
     * @throws LinuxException if the gateway is gone
     */
    public void run(long count) {
        long left = count;
        try {
            while (left > 0) {
                FrameBatch batch = receive();
                int frames = (int) Math.min(left, batch.count());
                for (int i = 0; i < frames; i++) {
                    if (!lines.add(batch, i, bus.socket().index(i), bus.socket().stamp(i))) {
                        unsaid++;
                    }
                }
                lines.flush();
                left -= frames;
                account(frames);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
                throw new NodeException("the output cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** Frames that were lost so far because the output was slower than the bus. */
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        bus.close();
    }

    private FrameBatch receive() {
        BusSocket socket = bus.socket();
        while (true) {
            try {
                return socket.receive();
            } catch (LinuxException e) {
                if (!e.is(Errno.ENETDOWN)) {
                    throw e;
                }
                // Either a bus went down, and this is all there is to say, or the gateway did, and asking it says so.
                StringBuilder down = new StringBuilder();
                for (Entry entry : socket.interfaces()) {
                    down.append(entry.up() ? "" : " " + entry.name());
                }
                notices.accept("a bus went down:" + down);
            }
        }
    }

    private void account(int frames) {
        if (frames > 0) {
            loss.seen(bus.socket().drops(frames - 1));
            lost = loss.lost();
            long news = loss.tell(clock.getAsLong());
            if (news > 0) {
                notices.accept(news + (news == 1 ? " frame" : " frames")
                        + " lost: whoever reads this dump is slower than the bus");
            }
            textless.seen(unsaid);
            news = textless.tell(clock.getAsLong());
            if (news > 0) {
                notices.accept(news + (news == 1 ? " frame" : " frames")
                        + " left out: FD and with the error flag, which no text says");
            }
        }
    }
}
