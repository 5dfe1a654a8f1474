package org.buslane.node.reconcile;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkStatistics;

/**
 * How busy buses are, by what their interfaces have counted over the last second or so. Owned by the agent's thread; time
 * is passed in, in nanoseconds.
 */
public final class BusLoads {
    private static final long SECOND = 1_000_000_000;

    /** Of a classic frame with 11 bits of id and no data, with the three bits after it and no stuff bits. */
    private static final int BITS = 47;

    private record Sample(long at, LinkStatistics counted) {
        long frames() {
            return counted.receivedFrames() + counted.sentFrames();
        }

        long bytes() {
            return counted.receivedBytes() + counted.sentBytes();
        }
    }

    /** The newest, and the one that is compared with. */
    private record Pair(Sample before, Sample now) {
        double seconds() {
            return Math.max(1, now.at() - before.at()) / (double) SECOND;
        }
    }

    private final Map<Integer, Pair> pairs = new HashMap<>();

    BusLoads() {}

    /** To be called now and then: what has counted for a second is what the next is compared with. */
    void sample(List<Link> links, long now) {
        pairs.keySet().removeIf(index -> links.stream().noneMatch(link -> link.index() == index));
        for (Link link : links) {
            if (link.isCan()) {
                Sample sample = new Sample(now, link.statistics());
                pairs.merge(
                        link.index(),
                        new Pair(sample, sample),
                        (old, _) -> new Pair(now - old.before().at() > 2 * SECOND ? old.now() : old.before(), sample));
            }
        }
    }

    /** Frames that were seen, both ways; a frame that a vcan echoes is two. */
    public long framesPerSecond(Link link) {
        Pair pair = pairs.get(link.index());
        return pair == null
                ? 0
                : Math.round((pair.now().frames() - pair.before().frames()) / pair.seconds());
    }

    /**
     * Of what a bit rate can carry.
     *
     * @param bitrate in bits per second; 0 for a bus without one, of which nothing can be said
     */
    public OptionalInt percent(Link link, int bitrate) {
        Pair pair = pairs.get(link.index());
        if (pair == null || bitrate == 0) {
            return OptionalInt.empty();
        }
        long bits = (pair.now().frames() - pair.before().frames()) * BITS
                + (pair.now().bytes() - pair.before().bytes()) * Byte.SIZE;
        return OptionalInt.of((int) Math.round(100 * bits / pair.seconds() / bitrate));
    }
}
