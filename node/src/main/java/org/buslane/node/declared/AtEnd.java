package org.buslane.node.declared;

/** What becomes of declared lanes when the agent is told to end. One that is killed leaves them in any case. */
public enum AtEnd {
    KEEP,
    REMOVE
}
