package org.buslane.linux.netlink;

import java.util.OptionalLong;

/** A filter in the kernel. */
public sealed interface InstalledFilter {
    FilterPlace place();

    /**
     * One that can be said here, whoever added it.
     *
     * @param matched frames that it was for; empty where the kernel does not count that (CONFIG_CLS_U32_PERF)
     * @param counters its action's
     */
    record Known(FilterPlace place, TrafficFilter filter, OptionalLong matched, ActionCounters counters)
            implements InstalledFilter {}

    /**
     * Somebody's that cannot: of another kind, in another chain, for one protocol, with several keys or actions, with
     * an action not made here, or offloaded. {@link Traffic#delete} refuses those of another chain or protocol.
     */
    record Foreign(FilterPlace place) implements InstalledFilter {}
}
