/** Buses that are interfaces of the kernel: set up and down as they are wanted, and not touched where they are so. */
@NullMarked
package org.buslane.node.buses;

import org.jspecify.annotations.NullMarked;
