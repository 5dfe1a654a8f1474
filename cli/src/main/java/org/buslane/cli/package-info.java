@NullMarked
package org.buslane.cli;

import org.jspecify.annotations.NullMarked;
