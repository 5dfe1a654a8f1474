package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What iproute2's tc sent, and Linux 6.12 listed, under strace: interface 2. */
class TrafficMessagesTest {
    private static final TrafficMatch ALL = new TrafficMatch.All();
    private static final TrafficMatch WORD = new TrafficMatch.IdWord(0x123, 0xC00007FF);
    private static final TrafficMatch IDS =
            TrafficMatch.CanIds.of(CanId.standard(0x123, 0x7FF), CanId.extended(0x18DAF110, 0x1FFFFF00));
    private static final Police SHARED = Police.of(50, 10, Conform.NEXT_FILTER).shared(100_000);

    private static final TrafficFilter BY_WORD = ingress(2, WORD, new TrafficAction.Pass());
    private static final TrafficFilter BY_IDS = ingress(3, IDS, SHARED);

    private static final String RATE = "0c00 0a00 3200000000000000 0c00 0b00 08af2f0000000000";

    private static TrafficFilter ingress(int priority, TrafficMatch match, TrafficAction action) {
        return new TrafficFilter(2, Side.INGRESS, priority, match, action);
    }

    /** {@code tc qdisc add dev can0 clsact}, and the same with {@code del}. */
    @Test
    void aClsactIsAddedAndRemovedByTheSameWords() {
        String clsact = "00000000 02000000 0000ffff f1ffffff 00000000 0b00 0100 636c7361637400 00";
        assertThat(hex(TrafficMessages.addClsact(2)))
                .isEqualTo(Wire.joined("30000000 2400 0506 00000000 00000000", clsact));
        assertThat(hex(TrafficMessages.removeClsact(2)))
                .isEqualTo(Wire.joined("30000000 2500 0500 00000000 00000000", clsact));
    }

    /** {@code tc filter add dev can0 ingress protocol all prio 1 matchall action drop}, but for the wish for an echo. */
    @Test
    void allFramesAreMatchedByNothingElseThanAnAction() {
        assertThat(hex(TrafficMessages.add(ingress(1, ALL, new TrafficAction.Drop()))))
                .isEqualTo(Wire.joined(
                        "68000000 2c00 0d06 00000000 00000000",
                        "00000000 02000000 00000000 f2ffffff 00030100",
                        "0d00 0100 6d61746368616c6c00 000000",
                        "3400 0200 3000 0200 2c00 0100 0900 0100 6761637400 000000",
                        "1c00 0280 1800 0200 00000000 00000000 02000000 00000000 00000000"));
    }

    /** {@code prio 2 u32 match u32 0x23010000 0xff0700c0 at 0 action ok}, but for the order of match and action. */
    @Test
    void aWordIsAKeyAsItStandsInTheFrame() {
        assertThat(hex(TrafficMessages.add(BY_WORD)))
                .isEqualTo(Wire.joined(
                        "84000000 2c00 0d06 00000000 00000000",
                        "00000000 02000000 00000000 f2ffffff 00030200",
                        "0800 0100 75333200",
                        "5800 0200",
                        "2400 0500 01000100 00000000 00000000 00000000 ff0700c0 23010000 00000000 00000000",
                        "3000 0700 2c00 0100 0900 0100 6761637400 000000",
                        "1c00 0280 1800 0200 00000000 00000000 00000000 00000000 00000000"));
    }

    /**
     * {@code prio 3 basic match 'canid(sff 0x123:0x7ff eff 0x18DAF110:0x1fffff00)' action police index 100000 pkts_rate
     * 50 pkts_burst 10 conform-exceed drop/continue}, but for the order of the ids.
     */
    @Test
    void setsOfIdsAreOneExtendedMatchAndARateIsARateOfPackets() {
        assertThat(hex(TrafficMessages.add(BY_IDS)))
                .isEqualTo(Wire.joined(
                        "d4000000 2c00 0d06 00000000 00000000",
                        "00000000 02000000 00000000 f2ffffff 00030300",
                        "0a00 0100 626173696300 0000",
                        "a400 0200",
                        "2c00 0200 0800 0100 01000000",
                        "2000 0200 1c00 0100 0000 0700 0000 0000 10f1da98 00ffff9f 23010000 ff070080",
                        "7400 0300 7000 0100 0b00 0100 706f6c69636500 00",
                        "6000 0280 3c00 0100 a0860100 02000000",
                        "00".repeat(48),
                        "0800 0500 ffffffff",
                        RATE));
    }

    /** {@code egress prio 4 matchall action police pkts_rate 50 pkts_burst 10 conform-exceed drop/ok}. */
    @Test
    void aRateOfAFiltersOwnHasNoNumber() {
        assertThat(hex(TrafficMessages.add(new TrafficFilter(2, Side.EGRESS, 4, ALL, Police.of(50, 10, Conform.PASS)))))
                .isEqualTo(Wire.joined(
                        "a4000000 2c00 0d06 00000000 00000000",
                        "00000000 02000000 00000000 f3ffffff 00030400",
                        "0d00 0100 6d61746368616c6c00 000000",
                        "7000 0200 6c00 0200 6800 0100 0b00 0100 706f6c69636500 00",
                        "5800 0280 3c00 0100 00000000 02000000",
                        "00".repeat(48),
                        RATE));
    }

    /** {@code tc filter del dev can0 ingress protocol all prio 3 handle 1 basic}. */
    @Test
    void aFilterIsDeletedByAllThatTellsWhereItIs() {
        assertThat(hex(TrafficMessages.delete(new FilterPlace(2, Side.INGRESS, 3, "basic", 1))))
                .isEqualTo(Wire.joined(
                        "30000000 2d00 0500 00000000 00000000",
                        "00000000 02000000 01000000 f2ffffff 00030300 0a00 0100 626173696300 0000"));
    }

    /** {@code tc filter show dev can0 ingress} and {@code tc actions list action police}. */
    @Test
    void listingAsksForOneSideAndForOneKindOfAction() {
        assertThat(hex(TrafficMessages.list(2, Side.INGRESS)))
                .isEqualTo(Wire.joined(
                        "24000000 2e00 0103 00000000 00000000", "00000000 02000000 00000000 f2ffffff 00000000"));
        assertThat(hex(ActionMessages.list("police")))
                .isEqualTo(Wire.joined(
                        "34000000 3200 0103 00000000 00000000 00000000",
                        "1400 0100 1000 0100 0b00 0100 706f6c69636500 00",
                        "0c00 0200 01000000 01000000"));
    }

    @Test
    void aFilterByAWordIsReadAsTheKernelListsIt() {
        assertThat(read(
                        "3c010000 2c00 0200 00000000 37030000 00000000 02000000 00080080 f2ffffff 00030200",
                        "0800 0100 75333200 0800 0b00 00000000 0801 0200",
                        "2400 0500 01000100 00000000 00000000 00000000 ff0700c0 23010000 00000000 00000000",
                        "0800 0200 00000080 0800 0b00 08000000",
                        "b000 0700 ac00 0100 0900 0100 6761637400 000000",
                        "5000 0400 0400 0600 1400 0100 5000000000000000 05000000 00000000",
                        "0400 0600 1400 0700 5000000000000000 05000000 00000000",
                        "0400 0600 1800 0300 00000000 00000000 00000000 00000000 00000000",
                        "0800 0a00 00000000",
                        "4400 0200 1800 0200 02000000 00000000 00000000 01000000 01000000",
                        "0400 0400 2400 0100 4000000000000000 2b00000000000000 0000000000000000 2b00000000000000",
                        "0400 0c00 1c00 0900 0800000000000000 0500000000000000 0500000000000000"))
                .contains(new InstalledFilter.Known(
                        new FilterPlace(2, Side.INGRESS, 2, "u32", 0x80000800),
                        BY_WORD,
                        OptionalLong.of(5),
                        new ActionCounters(5, 80, 0, 0)));
    }

    @Test
    void aFilterBySetsOfIdsIsReadAsTheKernelListsIt() {
        assertThat(read(
                        "74010000 2c00 0200 00000000 37030000 00000000 02000000 01000000 f2ffffff 00030300",
                        "0a00 0100 626173696300 0000 0800 0b00 00000000 3c01 0200",
                        "1400 0500 0300000000000000 0200000000000000",
                        "f800 0300 f400 0100 0b00 0100 706f6c69636500 00",
                        "5000 0400 0400 0600 1400 0100 3000000000000000 03000000 00000000",
                        "0400 0600 1400 0700 0000000000000000 00000000 00000000",
                        "0400 0600 1800 0300 00000000 00000000 01000000 00000000 02000000",
                        "0800 0a00 00000000",
                        "8c00 0200 0400 0700",
                        "0c00 0a00 3200000000000000 0400 0700 0c00 0b00 08af2f0000000000",
                        "3c00 0100 a0860100 02000000 00000000 00000000 ffffffff",
                        "00".repeat(24),
                        "01000000 01000000 00000000",
                        "0800 0500 ffffffff",
                        "2400 0600 3900000000000000 2700000000000000 0000000000000000 2700000000000000",
                        "2c00 0200 0800 0100 01000000",
                        "2000 0200 1c00 0100 0000 0700 0000 0000 10f1da98 00ffff9f 23010000 ff070080"))
                .contains(new InstalledFilter.Known(
                        new FilterPlace(2, Side.INGRESS, 3, "basic", 1),
                        BY_IDS,
                        OptionalLong.of(2),
                        new ActionCounters(3, 48, 1, 2)));
    }

    @Test
    void aPriorityAndATableAreNoFilters() {
        assertThat(read(
                        "34000000 2c00 0200 00000000 37030000 00000000 02000000 00000000 f2ffffff 00030200",
                        "0800 0100 75333200 0800 0b00 00000000"))
                .isEmpty();
        assertThat(read(
                        "40000000 2c00 0200 00000000 37030000 00000000 02000000 00000080 f2ffffff 00030200",
                        "0800 0100 75333200 0800 0b00 00000000 0c00 0200 0800 0400 01000000"))
                .isEmpty();
    }

    @Test
    void aFilterInAnotherChainIsForeign() {
        assertThat(read(
                        "38000000 2c00 0200 00000000 37030000 00000000 02000000 01000000 f2ffffff 00030300",
                        "0a00 0100 626173696300 0000 0800 0b00 05000000"))
                .contains(new InstalledFilter.Foreign(new FilterPlace(2, Side.INGRESS, 3, "basic", 1)));
    }

    @Test
    void countersOf64BitsAreReadWhereTheyAre() {
        assertThat(
                        ActionCounters.read(
                                Attributes.read(
                                        Wire.bytes(
                                                "14000100000000000100000002000000000000000c0008000200000001000000180003000000000000000000090000000000000007000000"))))
                .isEqualTo(new ActionCounters(0x100000002L, 0x100000000L, 9, 7));
    }

    @Test
    void ratesAreReadAsTheKernelListsThem() {
        assertThat(PoliceMessages.readAll(Wire.message(
                        "a4000000 3200 0200 00000000 37030000 00000000 0800 0300 01000000",
                        "8800 0100 8400 0000 0b00 0100 706f6c69636500 00",
                        "7400 0200 0c00 0a00 3200000000000000 0400 0700 0c00 0b00 08af2f0000000000",
                        "3c00 0100 a0860100 02000000 00000000 00000000 ffffffff",
                        "00".repeat(24),
                        "02000000 03000000 00000000 0800 0500 ffffffff",
                        "1000 0600 0000000000000000 00000000")))
                .isEqualTo(List.of(new InstalledPolice(100_000, Optional.of(SHARED), 3, ActionCounters.NONE)));
    }

    @Test
    void whatTheKernelWouldNotKeepIsRefused() {
        assertThatThrownBy(() -> ingress(0, ALL, SHARED)).hasMessage("a filter's priority is 1 to 65535, not 0");
        assertThatThrownBy(() -> new TrafficFilter(0, Side.EGRESS, 1, ALL, SHARED))
                .hasMessage("the index of a filter's interface is positive, not 0");
        assertThatThrownBy(() -> SHARED.shared(1)).hasMessage("the index of a shared rate is 65536 or more, not 1");
        assertThatThrownBy(() -> Police.of(0, 1, Conform.PASS))
                .hasMessage("a rate in frames per second is 1 to 1000000, not 0");
        assertThatThrownBy(() -> Police.of(1, 1_000_001, Conform.PASS))
                .hasMessage("a burst in frames is 1 to 1000000, not 1000001");
        assertThatThrownBy(() -> CanId.standard(0x800, 0)).hasMessage("a standard id is 0 to 2047, not 2048");
        assertThatThrownBy(() -> CanId.extended(0, -1)).hasMessageStartingWith("an extended mask is 0 to 536870911");
        assertThatThrownBy(() -> new TrafficMatch.CanIds(List.of()))
                .hasMessage("how many sets of ids a filter has is 1 to 500, not 0");
        assertThatThrownBy(() -> new FilterPlace(1, Side.INGRESS, 1, "u32", 0))
                .hasMessage("a filter's handle is not 0");
    }

    private static Optional<InstalledFilter> read(String... parts) {
        return TrafficMessages.read(Wire.message(parts), Side.INGRESS);
    }

    private static String hex(MessageWriter request) {
        return Wire.hex(request.message(0));
    }
}
