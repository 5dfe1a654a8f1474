package org.buslane.node.lanes;

import java.util.List;
import org.buslane.node.declared.Choice;

/** Finds targets. */
public interface Locator {
    /** @throws org.buslane.node.NodeException saying why there is none, or none that can have a lane */
    Located locate(Target target);

    /** How a lane's owner is called that is this target; the target need not exist any more. */
    boolean isOwner(Target target, String owner);

    /**
     * Whoever is chosen at the moment. What is named is, whether it is there or not; of containers with a label those
     * that run, and of several in one network the one that was there first.
     */
    List<Target> choose(Choice choice);
}
