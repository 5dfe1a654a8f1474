package org.buslane.node.lanes;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buslane.lane.CopyOrder;
import org.buslane.lane.Plan;
import org.buslane.lane.Scene;
import org.buslane.lane.Snapshot;
import org.buslane.lane.Wiring;
import org.buslane.linux.NetworkNamespace;
import org.buslane.node.NodeException;

/**
 * What is another for lanes that are copied. Their sockets hold the container's namespace, so they end when no process
 * and no known file leads there any more, and let it go.
 *
 * @param copies empty without an agent
 */
record CopyDesk(Optional<Copies> copies, LaneRecords records, Namespaces namespaces) {
    /** @throws NodeException if somebody else has to do it */
    void requireDoable(Plan plan) {
        if (plan.wiring() == Wiring.COPY && copies.isEmpty()) {
            throw new NodeException(
                    "%s of %s needs an agent: frames are copied one by one; `buslane agent` starts one (%s)"
                            .formatted(plan.request().name(), plan.request().owner(), String.join(", ", plan.notes())));
        }
    }

    /** @return what was begun, in words */
    List<String> keep(Plan plan, Snapshot snapshot, NetworkNamespace container) {
        boolean began =
                plan.wiring() == Wiring.COPY && copies.orElseThrow().keep(CopyOrder.of(plan, snapshot), container);
        return began
                ? List.of("copy frames between %s and %s inside"
                        .formatted(plan.request().bus(), plan.request().name()))
                : List.of();
    }

    /** Ends copying, and forgets its counts. */
    void end(LaneRecord record) {
        copies.ifPresent(each -> each.end(record.lane()));
        records.deleteCounts(record.lane());
    }

    /** Takes the interface inside away, if the container is still there. */
    void delete(LaneRecord record) {
        Optional<Path> file = namespaces.find(record.namespace(), record.netns());
        if (file.isPresent()) {
            try (NetworkNamespace container = NetworkNamespace.open(file.get())) {
                Scene.deleteInside(container, record.request());
            }
        }
        end(record);
    }
}
