/** A bus in the wire formats of cannelloni 2.1: datagrams over UDP and SCTP, a stream over TCP. */
@NullMarked
package org.buslane.tunnel.cannelloni;

import org.jspecify.annotations.NullMarked;
