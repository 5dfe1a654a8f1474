package org.buslane.virtual;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.buslane.linux.Clocks;
import org.buslane.linux.Descriptor;

/**
 * What a gateway is given besides its configuration.
 *
 * @param realtime nanoseconds since 1970: what frames are stamped with
 * @param monotonic nanoseconds of a clock that never goes back: what rates are judged by
 * @param sockets that there may be at once, at most {@link GatewayMemory#SOCKETS}
 * @param journal made over the memory that outlives the gateway
 * @param closer closes what strangers passed, without making the caller wait
 * @param protocols above frames that programs may speak
 */
record Setup(
        LongSupplier realtime,
        LongSupplier monotonic,
        int sockets,
        Function<GatewayMemory, Journal> journal,
        Consumer<Descriptor> closer,
        Protocols protocols) {
    Setup {
        if (sockets < 1 || sockets > GatewayMemory.SOCKETS) {
            throw new IllegalArgumentException("1 to %d sockets, not %d".formatted(GatewayMemory.SOCKETS, sockets));
        }
    }

    /** For one who can wait for a close. */
    Setup(LongSupplier realtime, LongSupplier monotonic, int sockets, Function<GatewayMemory, Journal> journal) {
        this(realtime, monotonic, sockets, journal, Descriptor::close, Protocols.all());
    }

    static Setup real() {
        return new Setup(
                Clocks::realtimeNanos,
                System::nanoTime,
                GatewayMemory.SOCKETS,
                memory -> new Journal(memory.journal()),
                Closer.start(),
                Protocols.all());
    }
}
