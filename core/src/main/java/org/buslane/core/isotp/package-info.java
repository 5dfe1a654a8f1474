/** ISO-TP (ISO 15765-2) as Linux's CAN_ISOTP speaks it: a state machine whose clock is passed in. */
@NullMarked
package org.buslane.core.isotp;

import org.jspecify.annotations.NullMarked;
