/** CAN_ISOTP sockets: what net/can/isotp.c is to a kernel's, over the machine of {@code core}. */
@NullMarked
package org.buslane.virtual.isotp;

import org.jspecify.annotations.NullMarked;
