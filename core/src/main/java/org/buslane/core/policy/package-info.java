/** Which frames a lane or a peer may read and write: rules, their matcher, rates, and why. */
@NullMarked
package org.buslane.core.policy;

import org.jspecify.annotations.NullMarked;
