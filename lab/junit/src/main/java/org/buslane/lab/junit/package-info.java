/**
 * Test classes that run inside the lab: {@link org.buslane.lab.junit.OnKernels} on a class is all it takes. Outside,
 * JUnit walks through the class as ever, and each of its tests takes over the result that the guest reports.
 */
@NullMarked
package org.buslane.lab.junit;

import org.jspecify.annotations.NullMarked;
