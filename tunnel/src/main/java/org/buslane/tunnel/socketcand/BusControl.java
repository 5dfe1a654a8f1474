package org.buslane.tunnel.socketcand;

import java.util.Optional;

/** Bit timing and modes of kernel interfaces, as clients may set them. May block: never called on a bus's thread. */
public interface BusControl {
    /** @return why not, in a sentence; empty if it is done */
    Optional<String> set(Command.SetTiming timing);

    /** @return why not, in a sentence; empty if it is done */
    Optional<String> set(Command.SetModes modes);

    /** Starts an interface that is down, as {@code < open … >} does. @return why not; empty if it is up */
    Optional<String> start(String bus);
}
