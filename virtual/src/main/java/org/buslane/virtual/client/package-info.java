/** A CAN socket for Java programs: the bus socket's other end. */
@NullMarked
package org.buslane.virtual.client;

import org.jspecify.annotations.NullMarked;
