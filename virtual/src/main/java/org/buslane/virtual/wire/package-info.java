/** The bus socket's wire: the Java side of {@code native/bus_socket.h}, which says what it all means. */
@NullMarked
package org.buslane.virtual.wire;

import org.jspecify.annotations.NullMarked;
