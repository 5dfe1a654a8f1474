/** What a tunnel and the bus that it carries know of each other. Each wire format has a package of its own below. */
@NullMarked
package org.buslane.tunnel;

import org.jspecify.annotations.NullMarked;
