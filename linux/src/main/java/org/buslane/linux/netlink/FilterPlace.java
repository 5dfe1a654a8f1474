package org.buslane.linux.netlink;

/**
 * Where one filter is, and no other.
 *
 * @param kind the classifier's: {@code matchall}, {@code u32}, {@code basic}, or one that is not made here
 * @param handle the kernel's choice, unique for interface, side and priority; all 32 bits but 0
 */
public record FilterPlace(int index, Side side, int priority, String kind, int handle) {
    public FilterPlace {
        Requirements.index("a filter's interface", index);
        Requirements.range("a filter's priority", priority, 1, 0xFFFF);
        if (handle == 0) {
            // In a deletion it would mean all filters of that priority.
            throw new IllegalArgumentException("a filter's handle is not 0");
        }
    }

    /** Such as {@code u32 80000800 at ingress of interface 3, priority 10}. */
    @Override
    public String toString() {
        return "%s %x at %s of interface %d, priority %d".formatted(kind, handle, side, index, priority);
    }
}
