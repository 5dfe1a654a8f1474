package org.buslane.lane;

/**
 * What became of the frames one way through a copied lane. What was received is delivered, denied, over rate or refused,
 * but for those that wait just now; what was offered is that and the overflow.
 *
 * @param refused by the interface: its queue stayed full, it was down, or it carries no such frame
 * @param overflow lost by the kernel before we came to read them
 */
public record CopyCounts(long received, long delivered, long denied, long overRate, long refused, long overflow) {
    /** Frames that were sent towards us. */
    public long offered() {
        return received + overflow;
    }
}
