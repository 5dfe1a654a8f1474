@NullMarked
package org.buslane.runtime;

import org.jspecify.annotations.NullMarked;
