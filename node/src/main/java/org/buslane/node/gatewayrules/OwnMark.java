package org.buslane.node.gatewayrules;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.buslane.core.frame.Payload;
import org.buslane.linux.netlink.FramePart;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayModification;
import org.buslane.linux.netlink.GatewayOperation;
import org.buslane.linux.netlink.GatewayRule;

/**
 * How a declared rule between interfaces of others is known as ours: its uid is one of a range of our own. The kernel
 * keeps a uid only with a modification, so a rule that has none gets one that changes nothing: the id, and all ones.
 */
final class OwnMark {
    /** Of 32 bits; cangw's users choose small ones. */
    static final int FIRST = 0xB05A0000;

    static final int LAST = 0xB05AFFFF;

    private static final int CLASSIC_DATA = 8;
    private static final int FD_DATA = 64;

    private OwnMark() {}

    static boolean isOn(GatewayRule rule) {
        OptionalInt uid = rule.uid();
        return uid.isPresent()
                && Integer.compareUnsigned(uid.getAsInt(), FIRST) >= 0
                && Integer.compareUnsigned(uid.getAsInt(), LAST) <= 0;
    }

    /** The rule that forwards the same frames, marked. */
    static GatewayRule on(GatewayRule rule, int uid) {
        if (!rule.modifications().isEmpty()) {
            return rule.withUid(uid);
        }
        return rule.withModifications(List.of(nothing(rule.flags().contains(GatewayFlag.FD))))
                .withUid(uid);
    }

    /** Whether an installed rule is this one, with our mark or as it is. */
    static boolean isSame(GatewayRule installed, GatewayRule rule) {
        return installed.equals(rule)
                || (isOn(installed)
                        && rule.uid().isEmpty()
                        && installed.equals(on(rule, installed.uid().getAsInt())));
    }

    private static GatewayModification nothing(boolean fd) {
        return new GatewayModification(
                GatewayOperation.AND,
                Set.of(FramePart.ID),
                0xFFFFFFFF,
                0,
                0,
                Payload.EMPTY.padded(fd ? FD_DATA : CLASSIC_DATA));
    }

    /** Free ones, in ascending order, as many as there are. */
    static List<Integer> free(List<GatewayRule> installed, int count) {
        List<Integer> uids = new ArrayList<>();
        Set<Integer> taken = installed.stream()
                .flatMapToInt(rule -> rule.uid().stream())
                .boxed()
                .collect(Collectors.toSet());
        for (int uid = FIRST; uids.size() < count && Integer.compareUnsigned(uid, LAST) <= 0; uid++) {
            if (!taken.contains(uid)) {
                uids.add(uid);
            }
        }
        return uids;
    }
}
