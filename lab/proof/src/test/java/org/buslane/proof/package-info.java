/**
 * End to end: the application as the launcher assembles it, driven as a user would, with Debian's
 * programs on its buses. A test asks for a {@link org.buslane.proof.Place} and gets a place of its own;
 * everything started there is gone after the test.
 */
@NullMarked
package org.buslane.proof;

import org.jspecify.annotations.NullMarked;
