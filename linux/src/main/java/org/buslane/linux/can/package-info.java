/** CAN_RAW sockets of the kernel, a batch of frames with each call. */
@NullMarked
package org.buslane.linux.can;

import org.jspecify.annotations.NullMarked;
