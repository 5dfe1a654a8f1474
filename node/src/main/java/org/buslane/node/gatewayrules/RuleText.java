package org.buslane.node.gatewayrules;

import java.util.HexFormat;
import org.buslane.core.frame.Payload;
import org.buslane.linux.netlink.Crc8Checksum;
import org.buslane.linux.netlink.FramePart;
import org.buslane.linux.netlink.GatewayFilter;
import org.buslane.linux.netlink.GatewayFlag;
import org.buslane.linux.netlink.GatewayModification;
import org.buslane.linux.netlink.GatewayRule;
import org.buslane.linux.netlink.XorChecksum;

/**
 * What a rule does, in cangw's words: parse_rtlist() of can-utils' cangw.c, the same from 2020.11 (Debian 12) to
 * 2025.01. It prints what the kernel lists in the kernel's order, cgw_put_job() of net/can/gw.c.
 */
final class RuleText {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    /** How many bytes of a profile's data are printed. */
    private static final int ONE_BYTE = 1;

    private static final int TABLE_BY_COUNTER = 16;

    private RuleText() {}

    /** Each word with a blank before it; empty for a rule that forwards all classic frames as they are. */
    static String of(GatewayRule rule) {
        StringBuilder text = new StringBuilder();
        flag(text, rule, GatewayFlag.FD, " -X");
        flag(text, rule, GatewayFlag.ECHO, " -e");
        flag(text, rule, GatewayFlag.KEEP_TIMESTAMP, " -t");
        flag(text, rule, GatewayFlag.BACK_TO_ORIGIN, " -i");
        rule.hops().ifPresent(hops -> text.append(" -l ").append(hops));
        boolean fd = rule.flags().contains(GatewayFlag.FD);
        for (GatewayModification modification : rule.modifications()) {
            text.append(fd ? fd(modification) : classic(modification));
        }
        rule.uid().ifPresent(uid -> text.append(" -u %X".formatted(uid)));
        rule.crc8().ifPresent(checksum -> text.append(crc8(checksum)));
        rule.xor().ifPresent(checksum -> text.append(xor(checksum)));
        if (!rule.filter().equals(GatewayFilter.ALL)) {
            text.append(" -f ").append(rule.filter());
        }
        return text.toString();
    }

    private static void flag(StringBuilder text, GatewayRule rule, GatewayFlag flag, String word) {
        if (rule.flags().contains(flag)) {
            text.append(word);
        }
    }

    private static String classic(GatewayModification modification) {
        return " -m %s:%s:%03X.%X.%s"
                .formatted(
                        modification.operation(),
                        letter(modification, FramePart.ID, "I")
                                + letter(modification, FramePart.LENGTH, "L")
                                + letter(modification, FramePart.DATA, "D"),
                        modification.id(),
                        modification.length(),
                        hex(modification.data()));
    }

    private static String fd(GatewayModification modification) {
        return " -M %s:%s:%03X.%X.%X.%s"
                .formatted(
                        modification.operation(),
                        letter(modification, FramePart.ID, "I")
                                + letter(modification, FramePart.FLAGS, "F")
                                + letter(modification, FramePart.LENGTH, "L")
                                + letter(modification, FramePart.DATA, "D"),
                        modification.id(),
                        modification.flags(),
                        modification.length(),
                        hex(modification.data()));
    }

    private static String letter(GatewayModification modification, FramePart part, String letter) {
        return modification.parts().contains(part) ? letter : "";
    }

    private static String xor(XorChecksum checksum) {
        return " -x %d:%d:%d:%02X".formatted(checksum.from(), checksum.to(), checksum.result(), checksum.initial());
    }

    private static String crc8(Crc8Checksum checksum) {
        return " -c %d:%d:%d:%02X:%02X:%s%s"
                .formatted(
                        checksum.from(),
                        checksum.to(),
                        checksum.result(),
                        checksum.initial(),
                        checksum.finalXor(),
                        hex(checksum.table()),
                        checksum.profile() == 0 ? "" : profile(checksum));
    }

    private static String profile(Crc8Checksum checksum) {
        String data = hex(checksum.profileData());
        return " -p %d:%s"
                .formatted(
                        checksum.profile(),
                        switch (checksum.profile()) {
                            case 1 -> data.substring(0, 2 * ONE_BYTE);
                            case 2 -> data.substring(0, 2 * TABLE_BY_COUNTER);
                            case 3 -> "";
                            default -> "<unknown profile #%d>".formatted(checksum.profile());
                        });
    }

    private static String hex(Payload bytes) {
        return HEX.formatHex(bytes.toBytes());
    }
}
