/** The command line: each command parses, calls and prints; what it does is done below. */
@NullMarked
package org.buslane.cli;

import org.jspecify.annotations.NullMarked;
