/** Seeded generators and the loop that runs them, for the property tests of every module. */
@NullMarked
package org.buslane.core.testkit;

import org.jspecify.annotations.NullMarked;
