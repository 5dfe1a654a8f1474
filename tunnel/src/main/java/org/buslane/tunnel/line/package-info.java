/** A connection as a tunnel sees it: bytes both ways, in the clear or by TLS. */
@NullMarked
package org.buslane.tunnel.line;

import org.jspecify.annotations.NullMarked;
