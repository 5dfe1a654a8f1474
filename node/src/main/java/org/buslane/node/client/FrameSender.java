package org.buslane.node.client;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.buslane.core.bus.Account;
import org.buslane.core.bus.DropReason;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.node.NodeException;
import org.buslane.node.folder.Caller;
import org.buslane.virtual.wire.InterfaceTable.Entry;

/** Sends frames to a virtual bus. Belongs to one thread. */
final class FrameSender implements FrameSink {
    private static final int CLASSIC_MTU = 16;

    private final LocalBus bus;
    private final Entry entry;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment struct = arena.allocate(FrameLayout.XL_MAX_SIZE, Long.BYTES);

    private FrameSender(LocalBus bus, Entry entry) {
        this.bus = bus;
        this.entry = entry;
    }

    /** @throws NodeException if no gateway is running, there is no such bus, or it is down */
    static FrameSender to(Caller caller, String name) {
        LocalBus bus = LocalBus.attach(caller);
        try {
            Entry entry = bus.named(name, caller);
            checkUp(entry);
            // This socket is never read: it must not collect what others send.
            bus.socket().filters();
            bus.use(entry);
            return new FrameSender(bus, entry);
        } catch (RuntimeException e) {
            bus.close();
            throw e;
        }
    }

    @Override
    public void check(Frame frame) {
        if (FrameStruct.size(frame) > entry.mtu()) {
            throw new NodeException("bus %s carries %s, so not %s"
                    .formatted(
                            entry.name(),
                            entry.mtu() == CLASSIC_MTU ? "classic frames only" : "classic and FD frames only",
                            FrameText.format(frame)));
        }
    }

    @Override
    public void send(Frame frame) {
        check(frame);
        int size = FrameStruct.write(frame, struct, 0);
        bus.socket().send(struct.asSlice(0, size));
    }

    @Override
    public void flush() {
        Account account = bus.socket().flush();
        if (account.dropped() != 0) {
            throw new NodeException("%d of %d frames did not get onto %s: %s"
                    .formatted(account.dropped(), account.in(), entry.name(), reasons(account)));
        }
    }

    private static String reasons(Account account) {
        return Arrays.stream(DropReason.values())
                .filter(reason -> account.dropped(reason) != 0)
                .map(reason -> account.dropped(reason) + " " + reason.words())
                .collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        bus.close();
        arena.close();
    }

    private static void checkUp(Entry entry) {
        if (!entry.up()) {
            throw new NodeException(
                    "bus " + entry.name() + " is down; `buslane bus up " + entry.name() + "` sets it up");
        }
    }
}
