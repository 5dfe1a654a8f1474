package org.buslane.lane;

/**
 * A lane that somebody wants.
 *
 * @param owner whose it is, as people call it: {@code docker:seat-service}, {@code pid:4711}
 * @param bus the kernel's interface, in the namespace of this process
 * @param name of the interface inside
 */
public record LaneRequest(String owner, String bus, String name, LaneTerms terms) {
    /** IFNAMSIZ of linux/if.h less the NUL. */
    private static final int MAX_NAME = 15;

    public LaneRequest {
        if (owner.isBlank()) {
            throw new IllegalArgumentException("a lane has an owner");
        }
        for (String each : new String[] {bus, name}) {
            if (!each.matches("[A-Za-z0-9_.-]{1," + MAX_NAME + "}") || each.equals(".") || each.equals("..")) {
                throw new IllegalArgumentException(
                        "'%s' is no interface's name: 1 to %d letters, digits, '_', '-' and '.'"
                                .formatted(each, MAX_NAME));
            }
        }
    }
}
