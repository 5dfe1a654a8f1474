/** The protocol of socketcand: frames as words over TCP and unix sockets, to hundreds of clients. */
@NullMarked
package org.buslane.tunnel.socketcand;

import org.jspecify.annotations.NullMarked;
