/** slcan, the text that serial CAN adapters speak, as Lawicel's CAN232 began it: lines, commands, how a channel is opened. */
@NullMarked
package org.buslane.core.slcan;

import org.jspecify.annotations.NullMarked;
