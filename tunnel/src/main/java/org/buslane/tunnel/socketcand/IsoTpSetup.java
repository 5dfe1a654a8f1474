package org.buslane.tunnel.socketcand;

import org.buslane.core.isotp.FlowControl;
import org.buslane.core.isotp.IsoTpAddress;
import org.buslane.core.isotp.IsoTpOptions;
import org.buslane.core.isotp.IsoTpSettings;

/** What an {@code isotpconf} makes of a CAN_ISOTP socket: state_isotp.c of the original, and the kernel's isotp_bind(). */
record IsoTpSetup(IsoTpAddress address, IsoTpSettings settings) {
    /**
     * Without flags a socket has the kernel's options. What was not said is 0. A PDU beyond 4095 bytes is refused to its
     * sender: the original has it received and hands on the first 4095 bytes.
     */
    static IsoTpSetup of(Command.IsoTpConf conf) {
        IsoTpSettings settings = IsoTpSettings.DEFAULT
                .withLongest(Replies.PDU)
                .with(new FlowControl(
                        conf.blockSize(), conf.stMin(), conf.wftMax().orElse(0)));
        return new IsoTpSetup(
                new IsoTpAddress(conf.txIdWord(), conf.rxIdWord()),
                conf.flags() == 0 ? settings : settings.with(options(conf)));
    }

    private static IsoTpOptions options(Command.IsoTpConf conf) {
        return new IsoTpOptions(
                conf.flags(),
                0,
                conf.extended().orElse(0),
                conf.txPad().orElse(0),
                conf.rxPad().orElse(0),
                conf.rxExtended().orElse(0));
    }

    /** Whether isotp_bind() takes its ids: EINVAL and EADDRNOTAVAIL else. */
    boolean isPossible() {
        if (!IsoTpAddress.isPlain(address.txId())) {
            return false;
        }
        return settings.broadcasts() || (IsoTpAddress.isPlain(address.rxId()) && address.txId() != address.rxId());
    }
}
