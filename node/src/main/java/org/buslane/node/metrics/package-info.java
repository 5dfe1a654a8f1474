/** What a node counts, as values, as Prometheus reads it, and where it is to be had. */
@NullMarked
package org.buslane.node.metrics;

import org.jspecify.annotations.NullMarked;
