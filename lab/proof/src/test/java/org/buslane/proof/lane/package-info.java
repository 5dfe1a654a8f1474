/** Lanes on real kernels. */
@NullMarked
package org.buslane.proof.lane;

import org.jspecify.annotations.NullMarked;
