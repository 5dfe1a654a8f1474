/** One at the other end of a tunnel, whatever it speaks: what it says, and whether it says what it was told. */
@NullMarked
package org.buslane.tunnel.peer;

import org.jspecify.annotations.NullMarked;
