package org.buslane.node.client;

import java.util.function.Consumer;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.text.Direction;
import org.buslane.linux.Errno;
import org.buslane.linux.LinuxException;

/** A virtual bus that is recorded. */
final class VirtualSource implements RecordSource {
    private final OpenBus bus;
    private final Consumer<String> notices;
    private final FrameBatch none;
    private final LossNotice loss = new LossNotice();
    private volatile boolean ending;

    VirtualSource(OpenBus bus, Consumer<String> notices) {
        this.bus = bus;
        this.notices = notices;
        this.none = RecordSources.empty();
    }

    @Override
    public String name() {
        return bus.name();
    }

    @Override
    public FrameBatch receive() {
        while (true) {
            try {
                FrameBatch batch = bus.socket().receive();
                loss.seen(bus.socket().drops(batch.count() - 1));
                return batch;
            } catch (LinuxException e) {
                if (ending) {
                    return none;
                }
                if (!e.is(Errno.ENETDOWN) || bus.socket().hasEnded()) {
                    throw e;
                }
                notices.accept("bus " + bus.name() + " went down");
            }
        }
    }

    @Override
    public long stamp(int i) {
        return bus.socket().stamp(i);
    }

    @Override
    public Direction direction(int i) {
        return bus.socket().local(i) ? Direction.SENT : Direction.RECEIVED;
    }

    @Override
    public long lost() {
        return loss.lost();
    }

    @Override
    public void end() {
        ending = true;
        bus.socket().end();
    }

    @Override
    public void close() {
        bus.socket().close();
    }
}
