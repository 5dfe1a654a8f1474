package org.buslane.core.bus;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.buslane.core.frame.FrameBatch;

/**
 * Where frames are shared: whatever is published reaches every port, in one order for all. Belongs to
 * one thread; publishing allocates nothing.
 */
public final class Bus {
    private final String name;
    private Port[] ports = new Port[4];
    private int count;
    private final MemorySegment published;

    /** One that counts in memory of its own, from 0. */
    public Bus(String name) {
        this(name, MemorySegment.ofArray(new long[1]));
    }

    /** One that goes on with the count in the 8 bytes of {@code published}, which can outlive this process. */
    public Bus(String name, MemorySegment published) {
        this.name = name;
        this.published = published.asSlice(0, Long.BYTES, Long.BYTES);
    }

    public String name() {
        return name;
    }

    /** Frames published so far. */
    public long published() {
        return published.get(ValueLayout.JAVA_LONG, 0);
    }

    /** Sets the count: before an interrupted {@link #publish} is taken up again, which counts its frames once more. */
    public void published(long frames) {
        published.set(ValueLayout.JAVA_LONG, 0, frames);
    }

    public int ports() {
        return count;
    }

    /** The port of this rank. */
    public Optional<Port> port(int rank) {
        int place = place(rank);
        return place < count && ports[place].rank() == rank ? Optional.of(ports[place]) : Optional.empty();
    }

    /** Ranks are unique on a bus. */
    public void attach(Port port) {
        int place = place(port.rank());
        if (place < count && ports[place].rank() == port.rank()) {
            throw new IllegalStateException("bus %s has a port of rank %d already".formatted(name, port.rank()));
        }
        if (count == ports.length) {
            ports = Arrays.copyOf(ports, 2 * count);
        }
        System.arraycopy(ports, place, ports, place + 1, count - place);
        ports[place] = port;
        count++;
    }

    /** Without effect for a port that is not attached. */
    public void detach(Port port) {
        int place = place(port.rank());
        if (place < count && ports[place] == port) {
            count--;
            System.arraycopy(ports, place + 1, ports, place, count - place);
            Arrays.fill(ports, count, count + 1, null);
        }
    }

    public void publish(FrameBatch batch, long selected, Origin origin) {
        publish(batch, selected, origin, Integer.MIN_VALUE);
    }

    /** To ports of at least {@code firstRank} only: how an interrupted delivery is taken up again. */
    public void publish(FrameBatch batch, long selected, Origin origin, int firstRank) {
        if (selected == 0) {
            return;
        }
        published(published() + Long.bitCount(selected));
        for (int i = place(firstRank); i < count; i++) {
            ports[i].deliver(batch, selected, origin);
        }
    }

    private int place(int rank) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ports[middle].rank() < rank) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
