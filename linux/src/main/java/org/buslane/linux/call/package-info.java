/** The one way into the kernel; everything typed stands on it. Not exported. */
@NullMarked
package org.buslane.linux.call;

import org.jspecify.annotations.NullMarked;
