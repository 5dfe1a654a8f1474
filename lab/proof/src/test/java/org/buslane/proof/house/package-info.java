/** What the house is built like: which part may know which, and what a class may be called. */
@NullMarked
package org.buslane.proof.house;

import org.jspecify.annotations.NullMarked;
