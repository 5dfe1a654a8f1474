package org.buslane.node.reconcile;

import org.buslane.node.lanes.Target;

/**
 * One of those that a lane is declared for, as it was when it was last looked for.
 *
 * @param owner as people call it; empty if it is not there
 * @param namespace inode number of its network namespace; 0 if it is not there
 * @param objection why it can have no lane now; empty if it can
 */
record Seen(Target target, String owner, long namespace, String objection) {}
