/** Descriptors, memory, waiting and identities as Linux has them, and errno as an exception. */
@NullMarked
package org.buslane.linux;

import org.jspecify.annotations.NullMarked;
