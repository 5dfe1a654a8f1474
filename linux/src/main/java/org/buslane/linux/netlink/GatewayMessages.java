package org.buslane.linux.netlink;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules on the wire, linux/can/gw.h: struct rtcanmsg of 4 bytes (family, type of gateway, flags), then CGW_ attributes,
 * in cangw's order.
 */
final class GatewayMessages {
    /** RTM_NEWROUTE and its siblings. */
    static final int NEW = 24;

    static final int DELETE = 25;
    static final int GET = 26;

    private static final int FIXED = 4;
    private static final int AF_CAN = 29;
    private static final int CAN_TO_CAN = 1;

    private static final int XOR = 5;
    private static final int CRC8 = 6;
    private static final int HANDLED = 7;
    private static final int DROPPED = 8;
    private static final int SOURCE = 9;
    private static final int TARGET = 10;
    private static final int FILTER = 11;
    private static final int DELETED = 12;
    private static final int HOPS = 13;
    private static final int UID = 14;

    private static final int FILTER_SIZE = 8;

    private GatewayMessages() {}

    static MessageWriter list() {
        return fixed(new MessageWriter(GET, MessageHeader.DUMP), Set.of());
    }

    static MessageWriter add(GatewayRule rule) {
        return write(NEW, rule);
    }

    static MessageWriter delete(GatewayRule rule) {
        return write(DELETE, rule);
    }

    private static MessageWriter fixed(MessageWriter target, Set<GatewayFlag> flags) {
        return target.u8(AF_CAN)
                .u8(CAN_TO_CAN)
                .u16(flags.stream().mapToInt(flag -> flag.bit).sum());
    }

    private static MessageWriter write(int type, GatewayRule rule) {
        MessageWriter target = fixed(new MessageWriter(type, MessageHeader.ACK), rule.flags());
        target.attribute32(SOURCE, rule.source()).attribute32(TARGET, rule.target());
        GatewayFilter filter = rule.filter();
        if (!filter.equals(GatewayFilter.ALL)) {
            target.attribute(FILTER, value -> value.u32(filter.id()).u32(filter.mask()));
        }
        rule.crc8().ifPresent(checksum -> target.attribute(CRC8, checksum::write));
        rule.xor().ifPresent(checksum -> target.attribute(XOR, checksum::write));
        rule.uid().ifPresent(uid -> target.attribute32(UID, uid));
        rule.hops().ifPresent(hops -> target.attribute8(HOPS, hops));
        for (GatewayModification modification : rule.modifications()) {
            target.attribute(modification.operation().attribute(rule.isFd()), modification::write);
        }
        return target;
    }

    /** Empty for what is no rule: a kernel without can-gw lists the routes of all other families instead. */
    static Optional<InstalledRule> read(Message message) {
        // The kernel calls such an answer by the name of a new rule, and so do other families theirs.
        ByteBuffer body = message.body();
        if (message.header().type() != NEW
                || body.limit() < FIXED
                || body.get(0) != AF_CAN
                || body.get(1) != CAN_TO_CAN) {
            return Optional.empty();
        }
        Attributes attributes = message.attributes(FIXED);
        Set<GatewayFlag> flags = flags(body.getShort(2));
        GatewayRule rule = new GatewayRule(
                attributes.s32(SOURCE).orElse(0),
                attributes.s32(TARGET).orElse(0),
                flags,
                attributes
                        .value(FILTER, FILTER_SIZE)
                        .map(value -> new GatewayFilter(value.getInt(0), value.getInt(4)))
                        .orElse(GatewayFilter.ALL),
                attributes.u8(HOPS),
                modifications(attributes, flags.contains(GatewayFlag.FD)),
                attributes.s32(UID),
                attributes.value(XOR, XorChecksum.SIZE).map(XorChecksum::read),
                attributes.value(CRC8, Crc8Checksum.SIZE).map(Crc8Checksum::read));
        return Optional.of(
                new InstalledRule(rule, attributes.u32(HANDLED), attributes.u32(DROPPED), attributes.u32(DELETED)));
    }

    private static Set<GatewayFlag> flags(int bits) {
        Set<GatewayFlag> flags = EnumSet.noneOf(GatewayFlag.class);
        Arrays.stream(GatewayFlag.values())
                .filter(flag -> (bits & flag.bit) != 0)
                .forEach(flags::add);
        return flags;
    }

    private static List<GatewayModification> modifications(Attributes attributes, boolean fd) {
        List<GatewayModification> modifications = new ArrayList<>();
        int size = fd ? GatewayModification.FD_SIZE : GatewayModification.CLASSIC_SIZE;
        for (GatewayOperation operation : GatewayOperation.values()) {
            attributes
                    .value(operation.attribute(fd), size)
                    .flatMap(value -> GatewayModification.read(operation, fd, value))
                    .ifPresent(modifications::add);
        }
        return modifications;
    }
}
