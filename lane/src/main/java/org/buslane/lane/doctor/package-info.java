/** What may be wrong with a machine's buses, lanes and rules: from what was seen of it to findings. No system call. */
@NullMarked
package org.buslane.lane.doctor;

import org.jspecify.annotations.NullMarked;
