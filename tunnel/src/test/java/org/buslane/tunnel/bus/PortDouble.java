package org.buslane.tunnel.bus;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.frame.FrameStruct;
import org.buslane.core.text.FrameText;
import org.buslane.linux.Descriptor;
import org.buslane.linux.EventFd;
import org.buslane.linux.can.SendEnd;

/** A bus that does as a test says. Frames are written as in {@code 123#DEAD}. */
final class PortDouble implements BusPort {
    private final EventFd event = new EventFd();
    private final Optional<Descriptor> descriptor = Optional.of(event.descriptor());
    private final Deque<String> coming = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private PortState state = PortState.UP;
    private int mtu = 72;
    private int room = Integer.MAX_VALUE;
    private SendEnd noRoom = SendEnd.QUEUE_FULL;
    private SendEnd end = SendEnd.ALL_SENT;
    private int calls;
    private int refusals;
    private long lost;
    private long untold;

    void comes(String... frames) {
        coming.addAll(List.of(frames));
        event.signal();
    }

    /** Told with the next frame, or when asked. */
    void loses(int frames) {
        untold += frames;
    }

    void is(PortState now) {
        state = now;
    }

    void mtu(int bytes) {
        mtu = bytes;
    }

    /** So many more frames are taken, and of the next it is said {@code then}. */
    void takes(int frames, SendEnd then) {
        room = frames;
        noRoom = then;
    }

    /** The next so many times it is asked. */
    void takesNothingAt(int times) {
        refusals = times;
    }

    void takesAll() {
        room = Integer.MAX_VALUE;
    }

    /** What was sent since the last call. */
    List<String> sent() {
        List<String> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    int calls() {
        return calls;
    }

    @Override
    public String name() {
        return "can0";
    }

    @Override
    public PortState state() {
        return state;
    }

    @Override
    public String note() {
        return state == PortState.UP ? "" : "the test says so";
    }

    @Override
    public int mtu() {
        return state == PortState.UP ? mtu : 0;
    }

    @Override
    public Optional<Descriptor> descriptor() {
        return descriptor;
    }

    @Override
    public int receive(FrameBatch batch) {
        int count = Math.min(coming.size(), FrameBatch.CAPACITY);
        batch.count(count);
        for (int i = 0; i < count; i++) {
            String text = coming.removeFirst();
            batch.size(i, FrameStruct.write(FrameText.parse(text), batch.memory(), (long) batch.stride() * i));
        }
        if (coming.isEmpty()) {
            event.drain();
        }
        if (count > 0) {
            droppedUntilNow();
        }
        return count;
    }

    @Override
    public long dropped() {
        return lost;
    }

    @Override
    public long droppedUntilNow() {
        lost += untold;
        untold = 0;
        return lost;
    }

    @Override
    public int send(FrameBatch batch, int from, int to) {
        calls++;
        if (refusals > 0) {
            refusals--;
            end = SendEnd.QUEUE_FULL;
            return 0;
        }
        int count = Math.min(to - from, room);
        for (int i = from; i < from + count; i++) {
            sent.add(FrameText.format(FrameStruct.read(batch.memory(), batch.offset(i), batch.size(i))));
        }
        room -= room == Integer.MAX_VALUE ? 0 : count;
        end = count == to - from ? SendEnd.ALL_SENT : noRoom;
        if (end == SendEnd.DOWN) {
            state = PortState.DOWN;
        } else if (end == SendEnd.GONE) {
            state = PortState.AWAY;
        } else if (end == SendEnd.BAD_FRAME) {
            room = Integer.MAX_VALUE;
        }
        return count;
    }

    @Override
    public SendEnd sendEnd() {
        return end;
    }

    @Override
    public long due() {
        return Long.MAX_VALUE;
    }

    @Override
    public void run(long now) {}

    @Override
    public void close() {
        event.close();
    }
}
