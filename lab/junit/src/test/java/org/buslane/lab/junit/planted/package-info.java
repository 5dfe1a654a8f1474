/** Classes with what a test class can do, run by the tests beside this package and by nobody else. */
@NullMarked
package org.buslane.lab.junit.planted;

import org.jspecify.annotations.NullMarked;
