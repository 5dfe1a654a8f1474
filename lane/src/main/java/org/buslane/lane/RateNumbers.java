package org.buslane.lane;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.netlink.InstalledPolice;
import org.buslane.linux.netlink.Police;
import org.buslane.linux.netlink.Side;

/**
 * Numbers for the rates of a lane's rules. A number in use is one rate: the kernel gives who asks for another under that
 * number what there is, and has it for a moment after its last filter went.
 */
final class RateNumbers {
    private final int lane;
    private final List<InstalledPolice> there;
    /** By rule and side. */
    private final Map<Integer, Integer> rules = new HashMap<>();

    RateNumbers(int lane, Snapshot.Control control) {
        this.lane = lane;
        this.there = control.rates();
    }

    /** The same for all parts of a rule, and each time for the same rate of a rule if it is free. */
    int of(Side side, int rule, Police police) {
        int first = side == Side.INGRESS ? ActionNumbers.FIRST_WRITE : ActionNumbers.FIRST_READ;
        return rules.computeIfAbsent(2 * rule + side.ordinal(), _ -> free(first, rule, police));
    }

    private int free(int first, int rule, Police police) {
        int start = Math.floorMod(31 * rule + 101 * (int) police.framesPerSecond(), ActionNumbers.PER_SIDE);
        for (int i = 0; ; i++) {
            int number = ActionNumbers.of(lane, first + (start + i) % ActionNumbers.PER_SIDE);
            if (!rules.containsValue(number) && isFree(number, police)) {
                return number;
            }
        }
    }

    private boolean isFree(int number, Police police) {
        return there.stream()
                .filter(each -> each.index() == number)
                .allMatch(each -> each.police().equals(Optional.of(police.shared(number))));
    }
}
