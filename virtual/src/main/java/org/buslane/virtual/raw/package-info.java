/** CAN_RAW as net/can/raw.c has it: options, filters, what a socket wants to hear. Pure. */
@NullMarked
package org.buslane.virtual.raw;

import org.jspecify.annotations.NullMarked;
