package org.buslane.lane;

/**
 * A lane that is to be copied.
 *
 * @param bus index in the namespace of this process
 * @param inside index in the container's
 * @param namespace inode number of the container's
 */
public record CopyOrder(LaneId lane, int bus, int inside, long namespace, LaneTerms terms) {
    /** What a plan says, from what it was made of. */
    public static CopyOrder of(Plan plan, Snapshot snapshot) {
        int bus = snapshot.host()
                .find(plan.request().bus())
                .orElseThrow(() ->
                        new LaneException("there is no bus " + plan.request().bus()))
                .index();
        return new CopyOrder(
                plan.lane(),
                bus,
                plan.index(),
                snapshot.inside().namespace(),
                plan.request().terms());
    }

    /** Whether it is between the same interfaces, so that the terms at most are others. */
    public boolean isBetweenTheSame(CopyOrder other) {
        return bus == other.bus && inside == other.inside && namespace == other.namespace;
    }
}
