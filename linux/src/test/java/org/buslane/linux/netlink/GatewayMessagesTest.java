package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.buslane.core.frame.Payload;
import org.junit.jupiter.api.Test;

/** What can-utils' cangw sent, and Linux 6.12 listed, under strace: interfaces 2 and 3. */
class GatewayMessagesTest {
    private static final String DATA_64 =
            "0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40";

    private static final GatewayRule FILTERED =
            GatewayRule.of(2, 3, Set.of(GatewayFlag.ECHO)).withFilter(new GatewayFilter(0x123, 0xC00007FF));

    private static final GatewayModification SET = new GatewayModification(
            GatewayOperation.SET,
            Set.of(FramePart.ID, FramePart.LENGTH),
            0x333,
            4,
            0,
            Payload.ofHex("1122334455667788"));

    private static final GatewayModification AND = new GatewayModification(
            GatewayOperation.AND, Set.of(FramePart.DATA), 0x7FF, 8, 0, Payload.ofHex("ffffffffffffffff"));

    private static final GatewayRule MODIFYING = GatewayRule.of(
                    2, 3, Set.of(GatewayFlag.ECHO, GatewayFlag.KEEP_TIMESTAMP, GatewayFlag.BACK_TO_ORIGIN))
            .withFilter(new GatewayFilter(0x12345678 | 0x20000000, 0xDFFFFFFF))
            .withModifications(List.of(SET, AND))
            .withChecksum(new XorChecksum(0, 3, 7, 0xA5))
            .withUid(0x1F)
            .withHops(1);

    private static final GatewayRule FD = GatewayRule.of(2, 3, Set.of(GatewayFlag.FD))
            .withModifications(List.of(new GatewayModification(
                    GatewayOperation.OR, Set.of(FramePart.values()), 1, 3, 2, Payload.ofHex(DATA_64))));

    /** {@code cangw -A -s can0 -d can1 -e -f 123:C00007FF}, and the same with {@code -D}. */
    @Test
    void aRuleIsAddedAndDeletedByTheSameWords() {
        String rule = "1d01 0100 0800 0900 02000000 0800 0a00 03000000 0c00 0b00 23010000 ff0700c0";
        assertThat(hex(GatewayMessages.add(FILTERED)))
                .isEqualTo(Wire.joined("30000000 1800 0500 00000000 00000000", rule));
        assertThat(hex(GatewayMessages.delete(FILTERED)))
                .isEqualTo(Wire.joined("30000000 1900 0500 00000000 00000000", rule));
    }

    /**
     * {@code cangw -A -s can0 -d can1 -e -t -i -u 1F -l 1 -f 12345678~DFFFFFFF -m SET:IL:333.4.1122334455667788 -m
     * AND:D:7FF.8.FFFFFFFFFFFFFFFF -x 0:3:7:A5}, but for the order of the two modifications.
     */
    @Test
    void aRuleSaysAllThatItDoes() {
        assertThat(hex(GatewayMessages.add(MODIFYING)))
                .isEqualTo(Wire.joined(
                        "78000000 1800 0500 00000000 00000000",
                        "1d01 0700 0800 0900 02000000 0800 0a00 03000000",
                        "0c00 0b00 78563432 ffffffdf",
                        "0800 0500 000307a5",
                        "0800 0e00 1f000000",
                        "0500 0d00 01 000000",
                        "1500 0100 ff070000 08000000 ffffffffffffffff 04 000000",
                        "1500 0400 33030000 04000000 1122334455667788 03 000000"));
    }

    /** {@code cangw -A -s can0 -d can1 -X -M OR:IFLD:1.2.3.0102...40}. */
    @Test
    void aRuleForCanFdModifiesCanFdFrames() {
        assertThat(hex(GatewayMessages.add(FD)))
                .isEqualTo(Wire.joined(
                        "74000000 1800 0500 00000000 00000000",
                        "1d01 0800 0800 0900 02000000 0800 0a00 03000000",
                        "4d00 1000 01000000 03020000",
                        DATA_64,
                        "0f 000000"));
    }

    @Test
    void aCrcIsItsParametersItsTableAndItsProfile() {
        String table = "ab".repeat(256);
        Crc8Checksum crc = new Crc8Checksum(
                -8,
                -2,
                -1,
                0xFF,
                0x55,
                Payload.ofHex(table),
                2,
                Payload.ofHex("00112233445566778899aabbccddeeff00000000"));
        GatewayRule rule =
                GatewayRule.of(2, 3, Set.of()).withModifications(List.of(AND)).withChecksum(crc);
        String attribute =
                Wire.joined("1e01 0600 f8 fe ff ff 55", table, "02 00112233445566778899aabbccddeeff00000000", "0000");
        assertThat(hex(GatewayMessages.add(rule))).contains(attribute);
        assertThat(readBack(rule)).isEqualTo(rule);
    }

    @Test
    void listingAsksForAllOfCan() {
        assertThat(hex(GatewayMessages.list()))
                .isEqualTo(Wire.joined("14000000 1a00 0103 00000000 00000000 1d01 0000"));
    }

    @Test
    void aRuleIsReadAsTheKernelListsIt() {
        InstalledRule read = GatewayMessages.read(Wire.message(
                        "90000000 1800 0200 00000000 3a030000",
                        "1d01 0700",
                        "0800 0700 05000000 0800 0800 ffffffff 0800 0c00 07000000",
                        "0500 0d00 01 000000",
                        "1500 0100 ff070000 08000000 ffffffffffffffff 04 000000",
                        "1500 0400 33030000 04000000 1122334455667788 03 000000",
                        "0800 0e00 1f000000",
                        "0800 0500 000307a5",
                        "0c00 0b00 78563432 ffffffdf",
                        "0800 0900 02000000 0800 0a00 03000000"))
                .orElseThrow();
        assertThat(read).isEqualTo(new InstalledRule(MODIFYING, 5, 0xFFFFFFFFL, 7));
        assertThat(read.rule().filter()).hasToString("12345678~DFFFFFFF");
        assertThat(FILTERED.filter()).hasToString("123:C00007FF");
    }

    @Test
    void whatIsReadBackIsEqual() {
        assertThat(readBack(FILTERED)).isEqualTo(FILTERED);
        assertThat(readBack(MODIFYING)).isEqualTo(MODIFYING);
        assertThat(readBack(FD)).isEqualTo(FD);
        assertThat(readBack(FD.withFilter(GatewayFilter.ALL))).isEqualTo(FD);
    }

    private static GatewayRule readBack(GatewayRule rule) {
        return GatewayMessages.read(
                        Message.all(GatewayMessages.add(rule).message(0)).getFirst())
                .orElseThrow()
                .rule();
    }

    /** A kernel without can-gw answers with the routes of every other family. */
    @Test
    void anInternetRouteIsNoRule() {
        assertThat(GatewayMessages.read(Wire.message(
                        "24000000 1800 0200 00000000 20030000", "02080000 ff020002 00000000 0800 0f00 ff000000")))
                .isEmpty();
    }

    /** A classic rule that changes the flags of CAN FD changes nothing, and is somebody's nevertheless. */
    @Test
    void aModificationThatChangesNothingIsNone() {
        InstalledRule read = GatewayMessages.read(Wire.message(
                        "3c000000 1800 0200 00000000 00000000 1d01 0000",
                        "1500 0100 ff070000 08000000 ffffffffffffffff 08 000000",
                        "0800 0900 02000000 0800 0a00 02000000"))
                .orElseThrow();
        assertThat(read.rule()).isEqualTo(GatewayRule.of(2, 2, Set.of()));
    }

    @Test
    void noRuleDeletesAll() {
        assertThatThrownBy(() -> GatewayRule.of(0, 0, Set.of()))
                .hasMessage("the index of a rule's source is positive, not 0");
        assertThatThrownBy(() -> GatewayRule.of(1, 0, Set.of()))
                .hasMessage("the index of a rule's target is positive, not 0");
    }

    @Test
    void whatTheKernelWouldForgetOrMisreadIsRefused() {
        GatewayRule plain = GatewayRule.of(2, 3, Set.of());
        assertThatThrownBy(() -> plain.withUid(1))
                .hasMessage("without a modification the kernel forgets uid and checksums");
        assertThatThrownBy(() -> plain.withChecksum(new XorChecksum(0, 1, 2, 3)))
                .hasMessageContaining("kernel forgets");
        assertThatThrownBy(() -> MODIFYING.withUid(0)).hasMessage("a rule's uid is not 0");
        assertThatThrownBy(() -> plain.withHops(0)).hasMessage("a hop limit is 1 to 255, not 0");
        assertThatThrownBy(() -> plain.withModifications(FD.modifications()))
                .hasMessage("a classic rule modifies 8 bytes of data");
        assertThatThrownBy(() -> FD.withModifications(List.of(AND)))
                .hasMessage("a rule for CAN FD modifies 64 bytes of data");
        assertThatThrownBy(() -> plain.withModifications(List.of(AND, AND)))
                .hasMessage("a rule has one modification of each operation at most");
        assertThatThrownBy(() -> new XorChecksum(64, 0, 0, 0))
                .hasMessage("where a checksum begins is -64 to 63, not 64");
        assertThatThrownBy(() -> new GatewayModification(
                        GatewayOperation.SET, Set.of(FramePart.FLAGS), 0, 0, 0, Payload.ofHex("0000000000000000")))
                .hasMessage("classic frames have no flags to modify");
        assertThatThrownBy(() -> new GatewayModification(GatewayOperation.SET, Set.of(), 0, 0, 0, Payload.ofHex("00")))
                .hasMessage("a modification changes some part of a frame");
        assertThatThrownBy(() -> new GatewayModification(
                        GatewayOperation.SET, Set.of(FramePart.ID), 0, 0, 0, Payload.ofHex("00")))
                .hasMessage("a modification has 8 bytes of data, or 64 for CAN FD, not 1");
    }

    private static String hex(MessageWriter request) {
        return Wire.hex(request.message(0));
    }
}
