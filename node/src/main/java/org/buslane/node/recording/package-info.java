/** Recordings as files: their formats, reading one, writing one, several one after the other, and converting. */
@NullMarked
package org.buslane.node.recording;

import org.jspecify.annotations.NullMarked;
