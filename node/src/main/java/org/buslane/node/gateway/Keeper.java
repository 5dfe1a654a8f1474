package org.buslane.node.gateway;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.buslane.linux.LinuxException;
import org.buslane.linux.socket.ServiceNotifier;
import org.buslane.virtual.Pulse;

/** Who started the gateway and wants to know how it does: sd_notify(3), sd_watchdog_enabled(3). For platform threads. */
record Keeper(Optional<ServiceNotifier> notifier, Optional<Duration> patience) {
    private static final long NANOS_PER_MICRO = 1000;

    /** The one the environment tells of. */
    static Keeper of(Map<String, String> environment, long pid) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String meant = environment.getOrDefault("WATCHDOG_PID", "");
        boolean isAsked = micros.matches("[1-9][0-9]{0,14}") && (meant.isEmpty() || meant.equals(Long.toString(pid)));
        return new Keeper(
                ServiceNotifier.of(environment),
                isAsked ? Optional.of(Duration.ofNanos(Long.parseLong(micros) * NANOS_PER_MICRO)) : Optional.empty());
    }

    /** It runs. */
    void ready() {
        notifier.ifPresent(keeper -> keeper.tell("READY=1"));
    }

    /** It is about to end, on purpose. */
    void stopping() {
        tell("STOPPING=1");
    }

    /** What the bus thread owes, twice in the time after which it would be taken for hung. */
    Optional<Pulse> pulse() {
        return notifier.flatMap(_ -> patience).map(time -> new Pulse(time.dividedBy(2), () -> tell("WATCHDOG=1")));
    }

    private void tell(String word) {
        try {
            notifier.ifPresent(keeper -> keeper.tell(word));
        } catch (LinuxException e) {
            // It has died: there is nobody to tell, and buses go on without a keeper.
        }
    }
}
