package org.buslane.virtual.isotp;

import java.lang.foreign.MemorySegment;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpSettings;
import org.buslane.linux.Errno;
import org.buslane.virtual.session.SessionHost;

/** What isotp_bind() of net/can/isotp.c says to an address, check by check in its order. */
final class Binding {
    private Binding() {}

    /**
     * 0, or the errno that the kernel would answer.
     *
     * @param bound whether the socket is bound already
     */
    static int check(MemorySegment wanted, IsoTpSettings settings, boolean bound, SessionHost host) {
        if (wanted.byteSize() < IsoTpStructs.ADDRESS || !IsoTpStructs.isCan(wanted)) {
            return Errno.EINVAL;
        }
        IsoTpAddress ids = IsoTpStructs.address(wanted);
        boolean hears = !settings.broadcasts();
        if (!IsoTpAddress.isPlain(ids.txId()) || (hears && !IsoTpAddress.isPlain(ids.rxId()))) {
            return Errno.EINVAL;
        }
        int to = IsoTpStructs.index(wanted);
        if (to == 0) {
            return Errno.ENODEV;
        }
        if (bound) {
            return Errno.EINVAL;
        }
        if (hears && ids.txId() == ids.rxId()) {
            return Errno.EADDRNOTAVAIL;
        }
        if (!host.has(to)) {
            return Errno.ENODEV;
        }
        return host.mtu(to) < settings.link().frameSize() ? Errno.EINVAL : 0;
    }
}
