/** The control socket: how a command asks a running gateway. */
@NullMarked
package org.buslane.node.control;

import org.jspecify.annotations.NullMarked;
