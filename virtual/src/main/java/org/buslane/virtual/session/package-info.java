/** Sockets of protocols above frames, as the gateway's thread runs them: CAN_BCM, CAN_ISOTP. */
@NullMarked
package org.buslane.virtual.session;

import org.jspecify.annotations.NullMarked;
