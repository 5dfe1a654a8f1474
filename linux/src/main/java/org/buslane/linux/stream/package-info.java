/** Streams of bytes that never block. */
@NullMarked
package org.buslane.linux.stream;

import org.jspecify.annotations.NullMarked;
