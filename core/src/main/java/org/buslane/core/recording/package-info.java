/** What every format of a recording has in common: a frame with its time and its bus, and the two ends of a file. */
@NullMarked
package org.buslane.core.recording;

import org.jspecify.annotations.NullMarked;
