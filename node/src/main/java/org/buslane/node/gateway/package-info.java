/** The gateway process, put together. */
@NullMarked
package org.buslane.node.gateway;

import org.jspecify.annotations.NullMarked;
