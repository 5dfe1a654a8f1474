package org.buslane.linux.netlink;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.buslane.linux.NetworkNamespace;

/**
 * Links on the wire, linux/rtnetlink.h and linux/if_link.h: struct ifinfomsg of 16 bytes (family, padding, hardware
 * type as u16, index, flags, mask of the flags that change), then IFLA_ attributes.
 */
final class LinkMessages {
    static final int NEW = 16;
    static final int DELETE = 17;
    static final int GET = 18;

    private static final int FIXED = 16;
    private static final int IFF_UP = 1;

    private static final int IFNAME = 3;
    private static final int MTU = 4;
    private static final int PEER = 5;
    private static final int MASTER = 10;
    private static final int TXQLEN = 13;
    private static final int LINKINFO = 18;
    private static final int IFALIAS = 20;
    private static final int STATS64 = 23;
    private static final int NET_NS_FD = 28;
    private static final int LINK_NETNSID = 37;

    private static final int KIND = 1;
    private static final int DATA = 2;

    /** linux/can/vxcan.h. */
    private static final int VXCAN_PEER = 1;

    private LinkMessages() {}

    static MessageWriter list() {
        return fixed(new MessageWriter(GET, MessageHeader.DUMP), 0, 0, 0);
    }

    static MessageWriter get(int index) {
        return fixed(new MessageWriter(GET, MessageHeader.ACK), index, 0, 0);
    }

    static MessageWriter get(String name) {
        return get(0).text(IFNAME, name);
    }

    static MessageWriter create(NewLink link) {
        MessageWriter request =
                new MessageWriter(NEW, MessageHeader.ACK | MessageHeader.CREATE | MessageHeader.EXCLUSIVE);
        int up = link.up() ? IFF_UP : 0;
        fixed(request, link.here().index().orElse(0), up, up);
        end(request, link.here(), Optional.empty());
        return switch (link) {
            case NewLink.Vcan _ -> info(request, "vcan", _ -> {});
            case NewLink.Vxcan vxcan ->
                info(
                        request,
                        "vxcan",
                        info -> info.attribute(
                                DATA, data -> data.attribute(VXCAN_PEER, peer -> writePeer(peer, vxcan))));
        };
    }

    private static void writePeer(MessageWriter peer, NewLink.Vxcan link) {
        fixed(peer, link.peer().index().orElse(0), 0, 0);
        end(peer, link.peer(), link.peerNamespace());
    }

    private static void end(MessageWriter target, LinkEnd end, Optional<NetworkNamespace> namespace) {
        end.mtu().ifPresent(bytes -> target.attribute32(MTU, bytes));
        namespace.ifPresent(
                there -> target.attribute32(NET_NS_FD, there.descriptor().number()));
        target.text(IFNAME, end.name());
    }

    /** The kind stands there without a NUL, as iproute2 has it. */
    private static MessageWriter info(MessageWriter target, String kind, Consumer<MessageWriter> more) {
        return target.attribute(LINKINFO, info -> {
            info.attribute(KIND, text -> text.bytes(kind.getBytes(StandardCharsets.US_ASCII)));
            more.accept(info);
        });
    }

    static MessageWriter up(int index, boolean up) {
        return fixed(new MessageWriter(NEW, MessageHeader.ACK), index, up ? IFF_UP : 0, IFF_UP);
    }

    static MessageWriter rename(int index, String name) {
        return change(index).text(IFNAME, name);
    }

    /** An empty one takes it away. */
    static MessageWriter alias(int index, String alias) {
        // Without the NUL, as iproute2 has it: dev_set_alias takes the length as that of the text.
        return change(index).attribute(IFALIAS, text -> text.bytes(alias.getBytes(StandardCharsets.UTF_8)));
    }

    static MessageWriter mtu(int index, int bytes) {
        return change(index).attribute32(MTU, bytes);
    }

    static MessageWriter queueLength(int index, int frames) {
        return change(index).attribute32(TXQLEN, frames);
    }

    static MessageWriter can(int index, CanParameters parameters) {
        return info(change(index), "can", info -> info.attribute(DATA, parameters::write));
    }

    static MessageWriter timing(int index, CanTiming timing) {
        return info(
                change(index),
                "can",
                info -> info.attribute(DATA, data -> data.attribute(CanParameters.BITTIMING, timing::write)));
    }

    static MessageWriter restart(int index) {
        return info(
                change(index), "can", info -> info.attribute(DATA, data -> data.attribute32(CanSettings.RESTART, 1)));
    }

    static MessageWriter move(int index, NetworkNamespace namespace) {
        return change(index).attribute32(NET_NS_FD, namespace.descriptor().number());
    }

    static MessageWriter delete(int index) {
        return fixed(new MessageWriter(DELETE, MessageHeader.ACK), index, 0, 0);
    }

    private static MessageWriter change(int index) {
        return fixed(new MessageWriter(NEW, MessageHeader.ACK), index, 0, 0);
    }

    private static MessageWriter fixed(MessageWriter target, int index, int flags, int changed) {
        return target.u32(0).u32(index).u32(flags).u32(changed);
    }

    /** Of an answer or event of type NEW or DELETE. */
    static Link read(Message message) {
        Attributes attributes = message.attributes(FIXED);
        Attributes info = attributes.nested(LINKINFO);
        int index = message.body().getInt(4);
        return new Link(
                index,
                attributes
                        .text(IFNAME)
                        .orElseThrow(() -> new BadMessageException("interface " + index + " was told without a name")),
                info.text(KIND),
                Short.toUnsignedInt(message.body().getShort(2)),
                message.body().getInt(8),
                attributes.s32(MTU).orElse(0),
                attributes.text(IFALIAS),
                peer(attributes, index),
                attributes.s32(LINK_NETNSID),
                attributes.s32(MASTER),
                attributes.s32(TXQLEN).orElse(0),
                attributes
                        .value(STATS64, LinkStatistics.SIZE)
                        .map(LinkStatistics::read)
                        .orElse(LinkStatistics.NONE));
    }

    /** Of an answer about an interface of kind {@code can}; empty for any other. */
    static Optional<CanSettings> readCan(Message message) {
        Attributes info = message.attributes(FIXED).nested(LINKINFO);
        return info.text(KIND).filter("can"::equals).map(_ -> CanSettings.read(info.nested(DATA)));
    }

    /** IFLA_LINK of one that is nobody's is 0, left out, or in older kernels its own index. */
    private static OptionalInt peer(Attributes attributes, int index) {
        OptionalInt peer = attributes.s32(PEER);
        boolean elsewhere = attributes.has(LINK_NETNSID);
        return peer.isPresent() && peer.getAsInt() > 0 && (elsewhere || peer.getAsInt() != index)
                ? peer
                : OptionalInt.empty();
    }
}
