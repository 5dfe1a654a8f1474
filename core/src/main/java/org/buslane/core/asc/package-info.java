/** Vector's ASC logging format, as can-utils' log2asc and asc2log write and read it. */
@NullMarked
package org.buslane.core.asc;

import org.jspecify.annotations.NullMarked;
