/**
 * Finds a running container by the name people type, and its network namespace. No process is started: an engine is
 * asked over its socket, or its files are read.
 */
@NullMarked
package org.buslane.runtime;

import org.jspecify.annotations.NullMarked;
