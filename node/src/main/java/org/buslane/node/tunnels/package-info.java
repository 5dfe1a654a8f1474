/** Tunnels as a node has them: on virtual buses, on the kernel's, and as a command in the foreground. */
@NullMarked
package org.buslane.node.tunnels;

import org.jspecify.annotations.NullMarked;
