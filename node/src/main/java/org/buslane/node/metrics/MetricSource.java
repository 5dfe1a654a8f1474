package org.buslane.node.metrics;

import java.util.List;

/** Who has something to tell that is counted or measured. */
@FunctionalInterface
public interface MetricSource {
    /**
     * Everything as it is now. Asked by any thread, also by several at a time.
     *
     * @throws org.buslane.node.NodeException if that cannot be known at the moment
     */
    List<Metric> metrics();
}
