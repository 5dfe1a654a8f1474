package org.buslane.virtual.ecu;

import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.buslane.core.frame.Frame;

/** Frames that wait for their time, in the order of their times and then in that in which they came. */
final class Waiting {
    /** More are not kept: an ECU that is asked faster than it may answer leaves questions unanswered. */
    static final int MOST = 1024;

    private record Item(Frame frame, long at, long number) implements Comparable<Item> {
        @Override
        public int compareTo(Item other) {
            int byTime = Long.compare(at, other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Item> items = new PriorityQueue<>();
    private long added;
    private long overflows;

    void add(Frame frame, long at) {
        if (items.size() == MOST) {
            overflows++;
        } else {
            items.add(new Item(frame, at, added++));
        }
    }

    void send(long now, Consumer<Frame> bus) {
        for (Item item = items.peek(); item != null && item.at() <= now; item = items.peek()) {
            items.remove();
            bus.accept(item.frame());
        }
    }

    long due() {
        Item first = items.peek();
        return first == null ? Ecu.NEVER : first.at();
    }

    long overflows() {
        return overflows;
    }
}
