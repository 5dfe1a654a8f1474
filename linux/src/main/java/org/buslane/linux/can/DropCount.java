package org.buslane.linux.can;

/** A count that only grows, made of the kernel's 32 bits of it, which begin again at 0. */
final class DropCount {
    private long total;

    /**
     * The kernel's count at some time, within 2^31 of the last. One from before that is old news: a frame that waited
     * tells the count of when it was queued.
     */
    void saw(int low) {
        total += Math.max(0, low - (int) total);
    }

    long total() {
        return total;
    }
}
