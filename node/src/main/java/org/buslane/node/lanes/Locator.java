package org.buslane.node.lanes;

/** Finds targets. */
public interface Locator {
    /** @throws org.buslane.node.NodeException saying why there is none, or none that can have a lane */
    Located locate(Target target);

    /** How a lane's owner is called that is this target; the target need not exist any more. */
    boolean isOwner(Target target, String owner);
}
