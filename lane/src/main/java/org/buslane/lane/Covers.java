package org.buslane.lane;

import org.buslane.core.policy.Cover;
import org.buslane.core.policy.Policy;

/** A policy's rules both ways as can-gw and tc can be told them; found once for both, since a large one takes long. */
record Covers(Cover read, Cover written) {
    /** @throws org.buslane.core.policy.CoverTooLargeException if rules are too many */
    static Covers of(Policy policy) {
        return new Covers(Cover.of(policy.read()), Cover.of(policy.write()));
    }
}
