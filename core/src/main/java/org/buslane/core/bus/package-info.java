/** A bus, its ports, and the account of every frame. */
@NullMarked
package org.buslane.core.bus;

import org.jspecify.annotations.NullMarked;
