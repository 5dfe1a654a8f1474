/** Simulated ECUs: what they are declared as, and what they do, as pure functions of frames and of time. */
@NullMarked
package org.buslane.virtual.ecu;

import org.jspecify.annotations.NullMarked;
