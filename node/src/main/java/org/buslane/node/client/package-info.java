/** What commands do on a lane: dump it, send to it, play a recording. */
@NullMarked
package org.buslane.node.client;

import org.jspecify.annotations.NullMarked;
