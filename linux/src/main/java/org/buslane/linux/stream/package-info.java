/** Streams of bytes that never block: serial lines and TCP connections. */
@NullMarked
package org.buslane.linux.stream;

import org.jspecify.annotations.NullMarked;
