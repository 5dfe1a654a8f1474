package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.buslane.linux.Descriptor;
import org.buslane.linux.NetworkNamespace;
import org.junit.jupiter.api.Test;

/** What iproute2 6.1's {@code ip} sent, and Linux 6.12 answered, under strace. */
class LinkMessagesTest {
    private static final String CHANGE = "1000 0500 01000000 00000000 00000000 e9030000";

    /** Only its number is looked at; it is never opened or closed here. */
    private static final NetworkNamespace FAR = new NetworkNamespace(Descriptor.adopt(4, "far"));

    /** {@code ip link add vx0 index 1001 mtu 72 up type vxcan peer name vx1 index 1002 netns PATH}. */
    @Test
    void aPairIsOneMessageWithOneInTheOther() {
        NewLink link = new NewLink.Vxcan(
                LinkEnd.named("vx0").withIndex(1001).withMtu(72),
                true,
                LinkEnd.named("vx1").withIndex(1002),
                Optional.of(FAR));
        assertThat(hex(LinkMessages.create(link)))
                .isEqualTo(Wire.joined(
                        "68000000 1000 0506 01000000 00000000",
                        "00000000 e9030000 01000000 01000000",
                        "0800 0400 48000000",
                        "0800 0300 76783000",
                        "3800 1200 0900 0100 767863616e 000000",
                        "2800 0200 2400 0100",
                        "00000000 ea030000 00000000 00000000",
                        "0800 1c00 04000000",
                        "0800 0300 76783100"));
    }

    /** {@code ip link add vx9 type vcan}. */
    @Test
    void aBusOfItsOwnIsItsNameAndKind() {
        assertThat(hex(LinkMessages.create(new NewLink.Vcan(LinkEnd.named("vx9"), false))))
                .isEqualTo(Wire.joined(
                        "34000000 1000 0506 01000000 00000000",
                        "00000000 00000000 00000000 00000000",
                        "0800 0300 76783900",
                        "0c00 1200 0800 0100 7663616e"));
    }

    /** {@code ip link set vx0 up}, {@code down}, {@code name}, {@code alias}, {@code txqueuelen}, {@code mtu}, {@code netns}. */
    @Test
    void aChangeNamesTheIndexAndWhatChanges() {
        assertThat(hex(LinkMessages.up(1001, true))).isEqualTo(Wire.joined("20000000", CHANGE, "01000000 01000000"));
        assertThat(hex(LinkMessages.up(1001, false))).isEqualTo(Wire.joined("20000000", CHANGE, "00000000 01000000"));
        assertThat(hex(LinkMessages.rename(1001, "vx9")))
                .isEqualTo(Wire.joined("28000000", CHANGE, "00000000 00000000 0800 0300 76783900"));
        assertThat(hex(LinkMessages.alias(1001, "buslane: seat-service")))
                .isEqualTo(Wire.joined(
                        "3c000000",
                        CHANGE,
                        "00000000 00000000 1900 1400 6275736c616e653a20736561742d73657276696365 000000"));
        assertThat(hex(LinkMessages.queueLength(1001, 1000)))
                .isEqualTo(Wire.joined("28000000", CHANGE, "00000000 00000000 0800 0d00 e8030000"));
        assertThat(hex(LinkMessages.mtu(1001, 16)))
                .isEqualTo(Wire.joined("28000000", CHANGE, "00000000 00000000 0800 0400 10000000"));
        assertThat(hex(LinkMessages.move(1001, FAR)))
                .isEqualTo(Wire.joined("28000000", CHANGE, "00000000 00000000 0800 1c00 04000000"));
    }

    /** {@code ip link set vx9 type can bitrate 500000 sample-point 0.875 dbitrate 2000000 dsample-point 0.8 restart-ms 100 fd on}. */
    @Test
    void aCardIsToldItsBitRatesAndModes() {
        CanParameters parameters = new CanParameters(
                Optional.of(new BitTiming(500_000, OptionalInt.of(875))),
                Optional.of(new BitTiming(2_000_000, OptionalInt.of(800))),
                OptionalInt.of(100),
                Map.of(CanMode.FD, true));
        assertThat(hex(LinkMessages.can(1001, parameters)))
                .isEqualTo(Wire.joined(
                        "8c000000",
                        CHANGE,
                        "00000000 00000000",
                        "6c00 1200 0700 0100 63616e 00 6000 0200",
                        "0800 0600 64000000",
                        "2400 0100 20a10700 6b030000 000000000000000000000000000000000000000000000000",
                        "2400 0900 80841e00 20030000 000000000000000000000000000000000000000000000000",
                        "0c00 0500 20000000 20000000"));
    }

    /** {@code ip link set vx9 type can tq 125 prop-seg 6 phase-seg1 7 phase-seg2 2 sjw 1}. */
    @Test
    void aCardIsToldABitInEveryPart() {
        assertThat(hex(LinkMessages.timing(7, new CanTiming(0, 0, 125, 6, 7, 2, 1, 0))))
                .endsWith(Wire.joined(
                        "3400 1200 0700 0100 63616e 00 2800 0200",
                        "2400 0100 00000000 00000000 7d000000 06000000 07000000 02000000 01000000 00000000"));
    }

    /** {@code ip link set vx9 type can restart}. */
    @Test
    void aCardThatIsBusOffIsRestarted() {
        assertThat(hex(LinkMessages.restart(7)))
                .endsWith(Wire.joined("1800 1200 0700 0100 63616e 00 0c00 0200 0800 0700 01000000"));
    }

    @Test
    void aModeThatIsToBeOffIsInTheMaskOnly() {
        CanParameters parameters =
                CanParameters.classic(125_000).with(CanMode.LISTEN_ONLY, true).withRestart(0);
        assertThat(hex(LinkMessages.can(7, parameters))).endsWith(Wire.joined("0c00 0500 22000000 02000000"));
        assertThat(hex(LinkMessages.can(7, parameters))).contains(Wire.joined("0800 0600 00000000"));
    }

    @Test
    void aLinkIsReadAsTheKernelTellsIt() {
        Link link = LinkMessages.read(Wire.message(
                "f4000000 1000 0000 d71c016b 00000000",
                "0000 1801 e9030000 81000000 00000000",
                "0800 0300 76783900 0800 0d00 e8030000 0500 1000 02000000 0800 0400 10000000",
                "1a00 1400 6275736c616e653a20736561742d73657276696365 00 0000",
                "4400 1700",
                "0100000000000000 0200000000000000 0300000000000000 0400000000000000",
                "0500000000000000 0600000000000000 0700000000000000 0800000000000000",
                "1000 1200 0a00 0100 767863616e00 0000",
                "0800 2500 00000000 0800 0500 ea030000",
                "0c00 0600 6e6f717565756500 0800 0a00 09000000",
                "2000 1a00 00000000 00000000 00000000 00000000 00000000 00000000 00000000"));
        assertThat(link)
                .isEqualTo(new Link(
                        1001,
                        "vx9",
                        Optional.of("vxcan"),
                        280,
                        0x81,
                        16,
                        Optional.of("buslane: seat-service"),
                        OptionalInt.of(1002),
                        OptionalInt.of(0),
                        OptionalInt.of(9),
                        1000,
                        new LinkStatistics(1, 2, 3, 4, 5, 6, 7, 8)));
        assertThat(link.isUp()).isTrue();
        assertThat(link.hasCarrier()).isFalse();
        assertThat(link.isCan()).isTrue();
        assertThat(link.echoes()).isFalse();
    }

    @Test
    void whatTheKernelLeavesOutIsEmpty() {
        Link link = LinkMessages.read(Wire.message(
                "28000000 1000 0000 01000000 00000000 0000 0403 01000000 49000100 00000000", "0700 0300 6c6f 00 00"));
        assertThat(link.kind()).isEmpty();
        assertThat(link.alias()).isEmpty();
        assertThat(link.peer()).isEmpty();
        assertThat(link.peerNamespace()).isEmpty();
        assertThat(link.statistics()).isEqualTo(LinkStatistics.NONE);
        assertThat(link.isCan()).isFalse();
        assertThat(link.hasCarrier()).isTrue();
    }

    /** Those of struct rtnl_link_stats64: over, fifo and missed. */
    @Test
    void overrunsAreAllThatACardLostUnfetched() {
        StringBuilder counters = new StringBuilder();
        for (int place = 0; place < 16; place++) {
            counters.append("%02x00000000000000 ".formatted(1 << Math.max(0, place - 10)));
        }
        Link link = LinkMessages.read(Wire.message(
                "ac000000 1000 0000 01000000 00000000 0000 1801 01000000 49000100 00000000",
                "0700 0300 6c6f 00 00",
                "8400 1700",
                counters.toString()));
        assertThat(link.statistics().receiveOverruns()).isEqualTo(2 + 16 + 32);
    }

    /** A pair with equal indexes, as a lane has it, is still a pair. */
    @Test
    void anotherNamespacesSameIndexIsAPeer() {
        String head = "0000 1801 e9030000 00000000 00000000 0800 0300 76783900 0800 0500 e9030000";
        assertThat(LinkMessages.read(Wire.message("30000000 1000 0000 01000000 00000000", head))
                        .peer())
                .isEmpty();
        assertThat(LinkMessages.read(Wire.message("38000000 1000 0000 01000000 00000000", head, "0800 2500 03000000"))
                        .peer())
                .hasValue(1001);
    }

    @Test
    void aLinkThatIsCutOffIsRefused() {
        assertThatThrownBy(
                        () -> LinkMessages.read(Wire.message("18000000 1000 0000 01000000 00000000 0000000000000000")))
                .hasMessage("a netlink message of type 16 has a body of 8 bytes, not 16 and more");
    }

    @Test
    void whatCannotBeIsRefusedBeforeTheKernelSeesIt() {
        assertThatThrownBy(() -> LinkEnd.named("much-too-long-a-name"))
                .hasMessage("an interface's name has 1 to 15 bytes, 'much-too-long-a-name' has 20");
        assertThatThrownBy(() -> LinkEnd.named("")).hasMessageContaining("'' has 0");
        for (String name : new String[] {".", "..", "a/b", "a b", "a:b", "can%d"}) {
            assertThatThrownBy(() -> LinkEnd.named(name))
                    .hasMessage("'" + name + "' cannot be the name of an interface");
        }
        assertThatThrownBy(() -> LinkEnd.named("can0").withIndex(0))
                .hasMessage("the index of an interface is positive, not 0");
        assertThatThrownBy(() -> new NewLink.Vxcan(
                        LinkEnd.named("a"), false, LinkEnd.named("b").withIndex(5), Optional.empty()))
                .hasMessage("the kernel takes an index for b only together with one for a");
        assertThatThrownBy(() -> new BitTiming(500_000, OptionalInt.of(1000)))
                .hasMessage("a sample point in tenths of a percent is 1 to 999, not 1000");
        assertThatThrownBy(() -> CanParameters.classic(0)).hasMessage("a bitrate is 1 to 2147483647, not 0");
    }

    private static String hex(MessageWriter request) {
        return Wire.hex(request.message(1));
    }
}
