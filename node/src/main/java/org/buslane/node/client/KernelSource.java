package org.buslane.node.client;

import java.lang.foreign.Arena;
import java.util.function.Consumer;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.text.Direction;
import org.buslane.linux.Epoll;
import org.buslane.linux.Errno;
import org.buslane.linux.EventFd;
import org.buslane.linux.LinuxException;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;

/** An interface of the kernel that is recorded. */
final class KernelSource implements RecordSource {
    /** Bytes that may wait, of which the kernel takes at most net.core.rmem_max. */
    private static final int QUEUE = 4 << 20;

    private final String name;
    private final Consumer<String> notices;
    private final CanSocket socket;
    private final Epoll epoll = new Epoll(2);
    private final EventFd end = new EventFd();
    private final Arena arena = Arena.ofShared();
    private final FrameBatch batch;
    private long local;
    private volatile long lost;
    private volatile boolean ending;

    /** @throws LinuxException if this kernel has no CAN, or the interface is none of CAN's */
    KernelSource(String name, int index, Consumer<String> notices) {
        this.name = name;
        this.notices = notices;
        int stride = FrameLayout.XL_MAX_SIZE + 4;
        this.batch = new FrameBatch(arena.allocate((long) stride * FrameBatch.CAPACITY, 8), stride);
        this.socket = CanSocket.open(
                index,
                CanOptions.classic()
                        .withXl()
                        .withErrors(CanOptions.ALL_ERRORS)
                        .withTimestamps()
                        .withBuffers(QUEUE, 0));
        epoll.add(socket.descriptor(), 0, Epoll.IN);
        epoll.add(end.descriptor(), 0, Epoll.IN);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public FrameBatch receive() {
        while (!ending) {
            try {
                if (socket.receive(batch) > 0) {
                    local = socket.localFrames();
                    lost = socket.dropped();
                    return batch;
                }
                epoll.await(-1);
            } catch (LinuxException e) {
                if (!e.is(Errno.ENETDOWN)) {
                    throw e;
                }
                notices.accept("bus " + name + " went down");
            }
        }
        lost = socket.droppedUntilNow();
        batch.count(0);
        return batch;
    }

    @Override
    public long stamp(int i) {
        return socket.stamp(i);
    }

    @Override
    public Direction direction(int i) {
        return (local >>> i & 1) != 0 ? Direction.SENT : Direction.RECEIVED;
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public void end() {
        ending = true;
        end.signal();
    }

    @Override
    public void close() {
        epoll.close();
        end.close();
        socket.close();
        arena.close();
    }
}
