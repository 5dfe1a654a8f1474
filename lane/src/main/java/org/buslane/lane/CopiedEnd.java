package org.buslane.lane;

import java.util.List;
import java.util.Optional;
import org.buslane.linux.netlink.Link;

/** What a lane that is copied has in the kernel: a vcan inside, which carries the alias, and nothing on the host. */
record CopiedEnd(LaneRequest request, Snapshot snapshot, LaneTag tag, List<Step> steps, List<String> notes) {
    /** The interface inside, if it is there and ours. */
    static Optional<Link> find(LaneRequest request, Snapshot snapshot) {
        return snapshot.inside()
                .find(request.name())
                .filter(link -> LaneTag.ofInside(link)
                        .filter(tag -> tag.namespace() == snapshot.inside().namespace())
                        .isPresent());
    }

    /**
     * Plans it.
     *
     * @return its index inside
     */
    int plan(LaneId lane, int mtu) {
        return find(request, snapshot).map(link -> adopt(link, mtu)).orElseGet(() -> create(lane, mtu));
    }

    private int adopt(Link inside, int mtu) {
        if (inside.mtu() != mtu) {
            notes.add("%s keeps its MTU of %d".formatted(request.name(), inside.mtu()));
        }
        if (!inside.alias().equals(Optional.of(tag.alias()))) {
            steps.add(new Step.Tag(inside.index(), tag, true));
        }
        if (!inside.isUp()) {
            steps.add(new Step.Up(inside.index(), inside.name(), true));
        }
        return inside.index();
    }

    private int create(LaneId lane, int mtu) {
        snapshot.inside().find(request.name()).ifPresent(taken -> {
            throw Planner.taken(request, taken);
        });
        if (!snapshot.host().vcan()) {
            throw new LaneException(
                    "%s cannot have a lane on %s: the kernel has no vcan either; `buslane up` gives it a lane on a virtual bus instead"
                            .formatted(request.owner(), request.bus()));
        }
        int index = LaneIndex.free(lane, snapshot::hasIndex);
        steps.add(new Step.CreateVcan(index, request.name(), mtu));
        steps.add(new Step.Tag(index, tag, true));
        return index;
    }
}
