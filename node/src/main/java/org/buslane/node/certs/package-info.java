/** Certificates for a bench that has no authority of its own: the one place that knows the library for it. */
@NullMarked
package org.buslane.node.certs;

import org.jspecify.annotations.NullMarked;
