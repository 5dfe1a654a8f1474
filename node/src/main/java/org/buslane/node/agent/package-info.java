/** The agent process put together, and how a command asks it. */
@NullMarked
package org.buslane.node.agent;

import org.jspecify.annotations.NullMarked;
