package org.buslane.node.reconcile;

/** Something that the agent keeps up: looked after on its thread, whenever something may have changed and now and then. */
public interface Duty {
    /** What it is about, should it fail as a whole. */
    String subject();

    /**
     * Compares what should be with what is, and makes up the difference, each thing by {@link Upkeep#keep}. What went
     * wrong with one thing is no other's concern.
     */
    void pass(Upkeep upkeep);

    /** The agent ends because it was told to. */
    default void end(Upkeep upkeep) {}
}
