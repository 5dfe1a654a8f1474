/** Buses over IP, on the interfaces of a real kernel. */
@NullMarked
package org.buslane.proof.tunnel;

import org.jspecify.annotations.NullMarked;
