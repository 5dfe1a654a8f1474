package org.buslane.proof;

import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.buslane.core.frame.Frame;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameLayout;
import org.buslane.core.frame.FrameStruct;
import org.buslane.linux.Epoll;
import org.buslane.linux.can.CanOptions;
import org.buslane.linux.can.CanSocket;
import org.buslane.linux.can.SendEnd;

/** A socket on a CAN interface with a batch of its own, and frames as values in and out of it. */
record Wire(CanSocket socket, FrameBatch batch, Arena arena) implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    static Wire open(int interfaceIndex, CanOptions options) {
        return of(CanSocket.open(interfaceIndex, options));
    }

    static Wire of(CanSocket socket) {
        Arena arena = Arena.ofConfined();
        int stride = FrameLayout.XL_MAX_SIZE + 4;
        return new Wire(socket, new FrameBatch(arena.allocate((long) stride * FrameBatch.CAPACITY, 8), stride), arena);
    }

    void put(Frame... frames) {
        batch.count(frames.length);
        for (int i = 0; i < frames.length; i++) {
            batch.size(i, FrameStruct.write(frames[i], batch.memory(), batch.offset(i)));
        }
    }

    /** Sends all of them, or fails. */
    void send(Frame... frames) {
        put(frames);
        int sent = socket.send(batch, 0, frames.length);
        if (sent != frames.length) {
            throw new AssertionError("%d of %d frames were sent, then it was %s, errno %d"
                    .formatted(sent, frames.length, socket.sendEnd(), socket.sendErrno()));
        }
    }

    /** One frame that does not go: why not. */
    SendEnd refused(Frame frame) {
        put(frame);
        int sent = socket.send(batch, 0, 1);
        if (sent != 0) {
            throw new AssertionError("%s was sent".formatted(frame));
        }
        return socket.sendEnd();
    }

    /** What waits, or comes soon, in one batch. */
    List<Frame> receive() {
        try (Epoll epoll = new Epoll(1)) {
            epoll.add(socket.descriptor(), 0, Epoll.IN);
            Deadline deadline = Deadline.in(SOON);
            while (epoll.await(100) == 0) {
                if (deadline.isOver()) {
                    throw new AssertionError("nothing came");
                }
            }
        }
        return waiting();
    }

    /** What waits, in one batch; may be none. */
    List<Frame> waiting() {
        int count = socket.receive(batch);
        return IntStream.range(0, count)
                .mapToObj(i -> FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i)))
                .toList();
    }

    /** Exactly so many; more of them are seen, too, if they came with the last. */
    List<Frame> receive(int count) {
        List<Frame> frames = new ArrayList<>();
        while (frames.size() < count) {
            frames.addAll(receive());
        }
        return frames;
    }

    @Override
    public void close() {
        socket.close();
        arena.close();
    }
}
