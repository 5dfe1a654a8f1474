/** CAN_BCM, the broadcast manager of net/can/bcm.c, as a state machine whose clock is passed in. */
@NullMarked
package org.buslane.core.bcm;

import org.jspecify.annotations.NullMarked;
