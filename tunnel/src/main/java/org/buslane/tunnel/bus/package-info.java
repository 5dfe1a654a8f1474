/** A bus with its tunnels: the thread that owns both, and what the bus is made of. */
@NullMarked
package org.buslane.tunnel.bus;

import org.jspecify.annotations.NullMarked;
