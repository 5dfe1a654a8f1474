/** JSON as records and the control sockets need it. */
@NullMarked
package org.buslane.node.json;

import org.jspecify.annotations.NullMarked;
