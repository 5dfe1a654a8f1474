package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.buslane.core.isotp.IsoTpOptions;
import org.buslane.core.isotp.IsoTpSettings;
import org.buslane.linux.Errno;
import org.buslane.virtual.raw.RawOptions;

/** isotp_setsockopt() and isotp_getsockopt() of net/can/isotp.c, but for the EISCONN of a bound socket. */
final class IsoTpSocketOptions {
    static final int SOL_CAN_ISOTP = 106;

    /** CAN_ISOTP_* of linux/can/isotp.h. */
    private static final int OPTS = 1;

    private static final int RECV_FC = 2;
    private static final int TX_STMIN = 3;
    private static final int RX_STMIN = 4;
    private static final int LL_OPTS = 5;

    private IsoTpSocketOptions() {}

    /**
     * What setting an option makes of the settings. There may be an error and a change.
     *
     * @param error 0 or an errno
     */
    record Change(int error, IsoTpSettings settings) {}

    static Change set(IsoTpSettings before, int name, MemorySegment value) {
        int size = size(name);
        if (size == 0) {
            return new Change(Errno.ENOPROTOOPT, before);
        }
        if (value.byteSize() != size) {
            return new Change(Errno.EINVAL, before);
        }
        return switch (name) {
            case OPTS -> {
                IsoTpOptions options = IsoTpStructs.options(value, 0);
                yield new Change(options.contradicts() ? Errno.EINVAL : 0, before.with(options));
            }
            case RECV_FC -> new Change(0, before.with(IsoTpStructs.flowControl(value, 0)));
            case TX_STMIN -> new Change(0, before.withForcedTx(nanos(value)));
            case RX_STMIN -> new Change(0, before.withForcedRx(nanos(value)));
            default -> link(before, value);
        };
    }

    private static Change link(IsoTpSettings before, MemorySegment value) {
        try {
            return new Change(0, before.with(IsoTpStructs.link(value, 0)));
        } catch (IllegalArgumentException noSuchFrames) {
            return new Change(Errno.EINVAL, before);
        }
    }

    /** The value cut to {@code space} bytes. */
    static RawOptions.Value get(IsoTpSettings settings, int name, int space) {
        Optional<MemorySegment> value = bytes(settings, name);
        return value.map(bytes -> new RawOptions.Value(0, 0, bytes.asSlice(0, Math.min(space, bytes.byteSize()))))
                .orElse(new RawOptions.Value(Errno.ENOPROTOOPT, 0, MemorySegment.NULL));
    }

    private static Optional<MemorySegment> bytes(IsoTpSettings settings, int name) {
        if (size(name) == 0) {
            return Optional.empty();
        }
        MemorySegment bytes = MemorySegment.ofArray(new byte[size(name)]);
        switch (name) {
            case OPTS -> IsoTpStructs.write(settings.options(), bytes, 0);
            case RECV_FC -> IsoTpStructs.write(settings.flowControl(), bytes, 0);
            case TX_STMIN -> IsoTpStructs.word(bytes, 0, (int) settings.forcedTxNanos());
            case RX_STMIN -> IsoTpStructs.word(bytes, 0, (int) settings.forcedRxNanos());
            default -> IsoTpStructs.write(settings.link(), bytes, 0);
        }
        return Optional.of(bytes);
    }

    /** 0: there is no such option. */
    private static int size(int name) {
        return switch (name) {
            case OPTS -> IsoTpStructs.OPTIONS;
            case RECV_FC -> IsoTpStructs.FLOW_CONTROL;
            case TX_STMIN, RX_STMIN -> Integer.BYTES;
            case LL_OPTS -> IsoTpStructs.LINK;
            default -> 0;
        };
    }

    private static long nanos(MemorySegment value) {
        return Integer.toUnsignedLong(IsoTpStructs.word(value, 0));
    }
}
