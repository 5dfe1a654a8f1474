/** Looks at the machine for {@code doctor}: kernel, records and processes, with whatever privilege there is. */
@NullMarked
package org.buslane.node.doctor;

import org.jspecify.annotations.NullMarked;
