/** Internet addresses and sockets. */
@NullMarked
package org.buslane.linux.inet;

import org.jspecify.annotations.NullMarked;
