/** CAN frames as values and as the kernel's structs in memory. */
@NullMarked
package org.buslane.core.frame;

import org.jspecify.annotations.NullMarked;
