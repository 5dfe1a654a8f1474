package org.buslane.linux.netlink;

/**
 * A filter of tc at a clsact: of the frames of an interface in one direction, those that it matches fare as it says. It
 * is for every protocol (ETH_P_ALL), so for CAN, CAN FD and CAN XL. A filter read back from the kernel is equal to the
 * one that was added: what it would not keep cannot be said here.
 *
 * @param index an interface's
 * @param priority 1 to 65535, the lowest first; filters of one priority match in the same way (by {@link TrafficMatch}'s
 *     kinds) and come in the order they were added, and there is one {@link TrafficMatch.All} at most
 */
public record TrafficFilter(int index, Side side, int priority, TrafficMatch match, TrafficAction action) {
    public TrafficFilter {
        Requirements.index("a filter's interface", index);
        Requirements.range("a filter's priority", priority, 1, 0xFFFF);
    }

    /** What the kernel needs for it. */
    String modules() {
        String classifier = "cls_" + Classifier.of(match).kind;
        String action = "act_" + ActionMessages.kind(this.action);
        return switch (match) {
            case TrafficMatch.All _, TrafficMatch.IdWord _, TrafficMatch.CameFrom _ ->
                "%s, %s".formatted(classifier, action);
            case TrafficMatch.CanIds _ -> "%s, em_canid, %s".formatted(classifier, action);
        };
    }
}
