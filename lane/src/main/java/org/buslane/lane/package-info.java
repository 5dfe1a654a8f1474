/** Lanes on kernel buses. What is to be done is decided by pure code ({@link org.buslane.lane.Planner}), and done elsewhere. */
@NullMarked
package org.buslane.lane;

import org.jspecify.annotations.NullMarked;
