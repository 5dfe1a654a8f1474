/** Lanes on kernel buses, from the words of a command to the kernel and back: with an agent or without. */
@NullMarked
package org.buslane.node.lanes;

import org.jspecify.annotations.NullMarked;
