/** Servers of socketcand's protocol that a node has: from when they are declared to when they are not any more. */
@NullMarked
package org.buslane.node.socketcand;

import org.jspecify.annotations.NullMarked;
