/** The gateway process, put together. */
@NullMarked
package org.buslane.node;

import org.jspecify.annotations.NullMarked;
