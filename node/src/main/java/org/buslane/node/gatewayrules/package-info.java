/** The rules of can-gw in cangw's words: read, written, listed, and kept as they are declared. */
@NullMarked
package org.buslane.node.gatewayrules;

import org.jspecify.annotations.NullMarked;
