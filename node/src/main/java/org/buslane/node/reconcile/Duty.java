package org.buslane.node.reconcile;

/** Something that the agent keeps up: looked after on its thread, whenever something may have changed and now and then. */
public interface Duty {
    /** Compares what should be with what is, and makes up the difference. It says what went wrong, and throws nothing. */
    void pass();
}
