/**
 * The virtual buses of a gateway: lanes with their sockets, the programs connected to them, and the one
 * thread that owns them all.
 */
@NullMarked
package org.buslane.virtual;

import org.jspecify.annotations.NullMarked;
