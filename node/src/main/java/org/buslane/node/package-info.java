/** What every package of the node may know: its version, and how it says that something went wrong. */
@NullMarked
package org.buslane.node;

import org.jspecify.annotations.NullMarked;
