/** What the house is built like: which part may know which, and what a class may be called. */
@NullMarked
package org.buslane.lab.house;

import org.jspecify.annotations.NullMarked;
