package org.buslane.linux.netlink;

import java.util.Locale;

/**
 * Where an interface's frames are looked at, TC_H_MIN_INGRESS and TC_H_MIN_EGRESS of linux/pkt_sched.h.
 *
 * <p>At the host's end of a vxcan INGRESS is what the container sent, EGRESS what it is to get. But where something in
 * this namespace sends by an interface that does not echo by itself (vcan, vxcan), the copy that can_send() gives to the
 * other sockets here comes in by INGRESS too. can-gw makes none unless its rule says {@link GatewayFlag#ECHO}.
 *
 * <p>Who sends what EGRESS drops is told ENOBUFS (net_xmit_errno), and can-gw counts it as dropped.
 */
public enum Side {
    INGRESS(0xFFFFFFF2),
    EGRESS(0xFFFFFFF3);

    final int parent;

    Side(int parent) {
        this.parent = parent;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
