package org.buslane.tunnel.socketcand;

import java.util.ArrayList;
import java.util.List;
import org.buslane.core.frame.FrameBatch;
import org.buslane.core.policy.Policy;
import org.jspecify.annotations.Nullable;

/** All clients in raw mode, by what they may read. Walked by index, as an iterator would be an object. */
final class RawGroups implements AutoCloseable {
    private final List<RawGroup> groups = new ArrayList<>();
    private final FrameLine text;
    private final int bytes;
    private @Nullable Reel spare;

    /** @param bytes of text that each group keeps */
    RawGroups(FrameLine text, int bytes) {
        this.text = text;
        this.bytes = bytes;
    }

    /** The group of a client with that policy, which is one more of it. */
    RawGroup join(Policy policy, long now) {
        RawGroup group =
                groups.stream().filter(each -> each.isFor(policy)).findFirst().orElseGet(() -> found(policy, now));
        group.joined();
        return group;
    }

    private RawGroup found(Policy policy, long now) {
        Reel reel = spare == null ? new Reel(bytes) : spare;
        spare = null;
        RawGroup group = new RawGroup(policy, text, reel, now);
        groups.add(group);
        return group;
    }

    void leave(RawGroup group) {
        if (group.left()) {
            groups.remove(group);
            keep(group);
        }
    }

    /** The last one's reel is the next one's: who comes and goes all the time costs nobody else time. */
    private void keep(RawGroup gone) {
        if (spare == null) {
            spare = gone.reel();
        } else {
            gone.close();
        }
    }

    void hear(FrameBatch batch, long selected, int speaker, long now) {
        for (int i = 0; i < groups.size(); i++) {
            groups.get(i).hear(batch, selected, speaker, now);
        }
    }

    /** Of the frames heard last, those that go to somebody. */
    long lastReached() {
        long all = 0;
        for (int i = 0; i < groups.size(); i++) {
            all |= groups.get(i).lastReached();
        }
        return all;
    }

    long lastDenied() {
        long all = 0;
        for (int i = 0; i < groups.size(); i++) {
            all |= groups.get(i).lastDenied();
        }
        return all;
    }

    long lastOverRate() {
        long all = 0;
        for (int i = 0; i < groups.size(); i++) {
            all |= groups.get(i).lastOverRate();
        }
        return all;
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    @Override
    public void close() {
        groups.forEach(RawGroup::close);
        groups.clear();
        if (spare != null) {
            spare.close();
            spare = null;
        }
    }
}
