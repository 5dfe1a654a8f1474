package org.buslane.node.agent;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.buslane.linux.socket.ServiceNotifier;

/**
 * Tells whoever started this process that its thread still works, as sd_watchdog_enabled(3) has it: twice in the time
 * after which it would be taken for hung. Owned by the thread it speaks for.
 */
final class Watchdog {
    private static final long MICRO = 1000;

    private final Optional<ServiceNotifier> keeper;
    private final OptionalLong half;
    private OptionalLong due = OptionalLong.empty();

    private Watchdog(Optional<ServiceNotifier> keeper, OptionalLong half) {
        this.keeper = keeper;
        this.half = half;
    }

    /** The one that WATCHDOG_USEC asks for, which is silent where nothing does. */
    static Watchdog of(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        return new Watchdog(
                ServiceNotifier.of(environment),
                micros.matches("[1-9][0-9]{0,14}")
                        ? OptionalLong.of(Long.parseLong(micros) * MICRO / 2)
                        : OptionalLong.empty());
    }

    /** @param now nanoseconds */
    void alive(long now) {
        boolean isDue = due.isEmpty() || due.getAsLong() - now <= 0;
        if (half.isPresent() && isDue) {
            keeper.ifPresent(each -> each.tell("WATCHDOG=1"));
            due = OptionalLong.of(now + half.getAsLong());
        }
    }
}
