package org.buslane.node.buses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.buslane.linux.netlink.BitTiming;
import org.buslane.linux.netlink.CanMode;
import org.buslane.linux.netlink.CanSettings;
import org.buslane.linux.netlink.CanState;
import org.buslane.linux.netlink.Link;
import org.buslane.linux.netlink.LinkStatistics;
import org.buslane.linux.netlink.SetTiming;
import org.buslane.linux.netlink.TimingLimits;
import org.buslane.node.NodeException;
import org.junit.jupiter.api.Test;

class BusPlanTest {
    private static final int ARPHRD_CAN = 280;
    private static final TimingLimits SJA1000 = new TimingLimits(8_000_000, 3, 25, 1, 64, 1);
    private static final Optional<BitTiming> NOTHING = Optional.empty();

    private static final CanSettings NEVER_SET =
            new CanSettings(Optional.empty(), Optional.empty(), Optional.of(SJA1000), Optional.empty(), 0, Set.of());
    private static final CanSettings AT_500K = new CanSettings(
            Optional.of(new SetTiming(500_000, 875, 16)),
            Optional.empty(),
            Optional.of(SJA1000),
            Optional.empty(),
            100,
            Set.of(CanMode.LISTEN_ONLY));
    private static final CanSettings FD = new CanSettings(
            Optional.of(new SetTiming(500_000, 875, 80)),
            Optional.of(new SetTiming(2_000_000, 750, 20)),
            Optional.empty(),
            Optional.empty(),
            0,
            Set.of(CanMode.FD));

    private static Link link(String kind, boolean up, int mtu) {
        return new Link(
                5,
                "can0",
                Optional.of(kind).filter(text -> !text.isEmpty()),
                kind.equals("loopback") ? 772 : ARPHRD_CAN,
                up ? 1 : 0,
                mtu,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                10,
                new LinkStatistics(0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static Optional<BitTiming> bitrate(int bits) {
        return Optional.of(BitTiming.of(bits));
    }

    private static Optional<BitTiming> bitrate(int bits, int samplePoint) {
        return Optional.of(new BitTiming(bits, OptionalInt.of(samplePoint)));
    }

    private static BusWish wish(Optional<BitTiming> nominal, Optional<BitTiming> data, Map<CanMode, Boolean> modes) {
        return new BusWish(nominal, data, OptionalInt.empty(), OptionalInt.empty(), modes);
    }

    private static String card(boolean up, CanSettings settings, BusWish wish) {
        return BusStep.commands("can0", BusPlan.up(link("can", up, 16), Optional.of(settings), wish));
    }

    private static String virtual(String kind, boolean up, int mtu, BusWish wish) {
        return BusStep.commands("can0", BusPlan.up(link(kind, up, mtu), Optional.empty(), wish));
    }

    @Test
    void aCardIsSetAndThenUp() {
        BusWish wish = new BusWish(
                bitrate(500_000, 875),
                NOTHING,
                OptionalInt.of(100),
                OptionalInt.of(1000),
                Map.of(CanMode.LOOPBACK, true, CanMode.ONE_SHOT, true));
        assertThat(card(false, NEVER_SET, wish)).isEqualTo("""
                        ip link set can0 type can bitrate 500000 sample-point 0.875 restart-ms 100 loopback on one-shot on
                        ip link set can0 txqueuelen 1000
                        ip link set can0 up""");
    }

    @Test
    void aCardThatIsSoIsLeftAlone() {
        BusWish wish = new BusWish(
                bitrate(500_000, 875),
                NOTHING,
                OptionalInt.of(100),
                OptionalInt.of(10),
                Map.of(CanMode.LISTEN_ONLY, true, CanMode.LOOPBACK, false));
        assertThat(card(true, AT_500K, wish)).isEmpty();
        assertThat(card(true, AT_500K, BusWish.UP)).isEmpty();
        assertThat(card(false, AT_500K, wish)).isEqualTo("ip link set can0 up");
    }

    @Test
    void aCardThatIsUpGoesDownForWhatIsOther() {
        assertThat(card(true, AT_500K, wish(bitrate(250_000), NOTHING, Map.of(CanMode.LISTEN_ONLY, false))))
                .isEqualTo("""
                        ip link set can0 down
                        ip link set can0 type can bitrate 250000 listen-only off
                        ip link set can0 up""");
    }

    private static CanSettings busOff(int restartMillis) {
        return new CanSettings(
                AT_500K.nominal(),
                AT_500K.data(),
                AT_500K.nominalLimits(),
                AT_500K.dataLimits(),
                restartMillis,
                AT_500K.modes(),
                Optional.of(CanState.BUS_OFF),
                Optional.empty());
    }

    private static BusWish restart(int millis) {
        return new BusWish(NOTHING, NOTHING, OptionalInt.of(millis), OptionalInt.empty(), Map.of());
    }

    @Test
    void aCardThatIsBusOffAndWouldStaySoIsRestarted() {
        assertThat(card(true, busOff(0), BusWish.UP)).isEqualTo("ip link set can0 type can restart");
    }

    @Test
    void oneThatComesBackByItselfIsWaitedFor() {
        assertThat(card(true, busOff(100), BusWish.UP)).isEmpty();
    }

    @Test
    void oneThatIsNeverToComeBackIsLeftAlone() {
        assertThat(card(true, busOff(0), restart(0))).isEmpty();
    }

    @Test
    void aQueueIsSetWithoutAnInterruption() {
        BusWish wish = new BusWish(NOTHING, NOTHING, OptionalInt.empty(), OptionalInt.of(0), Map.of());
        assertThat(card(true, AT_500K, wish)).isEqualTo("ip link set can0 txqueuelen 0");
    }

    @Test
    void aBitRateThatTheClockCannotDoExactlyIsTheNearest() {
        CanSettings nearest = new CanSettings(
                Optional.of(new SetTiming(33_333, 875, 16)),
                Optional.empty(),
                Optional.of(SJA1000),
                Optional.empty(),
                0,
                Set.of());
        assertThat(card(true, nearest, wish(bitrate(33_300), NOTHING, Map.of())))
                .isEmpty();
        assertThat(card(true, nearest, wish(bitrate(35_000), NOTHING, Map.of())))
                .contains("bitrate 35000");
    }

    /** Of 16 quanta each is 62 tenths of a percent. */
    @Test
    void aSamplePointIsAsNearAsAQuantum() {
        assertThat(card(true, AT_500K, wish(bitrate(500_000, 850), NOTHING, Map.of())))
                .isEmpty();
        assertThat(card(true, AT_500K, wish(bitrate(500_000, 800), NOTHING, Map.of())))
                .contains("bitrate 500000 sample-point 0.800");
    }

    /** can_validate of the kernel takes neither alone. */
    @Test
    void bothBitRatesOfCanFdComeTogether() {
        assertThat(card(false, NEVER_SET, wish(bitrate(500_000), bitrate(2_000_000, 750), Map.of())))
                .isEqualTo("""
                        ip link set can0 type can bitrate 500000 dbitrate 2000000 dsample-point 0.750 fd on
                        ip link set can0 up""");
        assertThat(card(true, FD, wish(NOTHING, bitrate(4_000_000), Map.of()))).isEqualTo("""
                        ip link set can0 down
                        ip link set can0 type can bitrate 500000 sample-point 0.875 dbitrate 4000000 fd on
                        ip link set can0 up""");
        assertThat(card(true, FD, wish(bitrate(500_000), bitrate(2_000_000), Map.of(CanMode.FD, true))))
                .isEmpty();
        assertThat(card(true, FD, wish(NOTHING, NOTHING, Map.of(CanMode.FD, false))))
                .contains("type can fd off");
        assertThatThrownBy(() -> card(false, NEVER_SET, wish(bitrate(500_000), NOTHING, Map.of(CanMode.FD, true))))
                .isInstanceOf(NodeException.class)
                .hasMessage("CAN FD needs two bit rates: --bitrate and --dbitrate");
        assertThatThrownBy(() -> wish(NOTHING, bitrate(2_000_000), Map.of(CanMode.FD, false)))
                .isInstanceOf(NodeException.class)
                .hasMessage("a bus without CAN FD has no bit rate for its data");
    }

    @Test
    void aVirtualInterfaceHasCanFdByItsMtu() {
        assertThat(virtual("vcan", false, 72, wish(NOTHING, NOTHING, Map.of(CanMode.FD, true))))
                .isEqualTo("ip link set can0 up");
        assertThat(virtual("vxcan", true, 72, wish(NOTHING, NOTHING, Map.of(CanMode.FD, false))))
                .isEqualTo("""
                        ip link set can0 down
                        ip link set can0 mtu 16
                        ip link set can0 up""");
        // One for CAN XL carries CAN FD too.
        assertThat(virtual("vcan", true, 2060, wish(NOTHING, NOTHING, Map.of(CanMode.FD, true))))
                .isEmpty();
    }

    @Test
    void whatAnInterfaceCannotHaveIsSaid() {
        BusWish wish = wish(bitrate(500_000), NOTHING, Map.of());
        assertThatThrownBy(() -> virtual("vcan", false, 72, wish))
                .hasMessage("can0 is a vcan, which has no bit rate and no modes of a CAN card");
        assertThatThrownBy(() -> virtual("vxcan", false, 72, wish(NOTHING, NOTHING, Map.of(CanMode.LOOPBACK, false))))
                .hasMessage("can0 is a vxcan, which has no bit rate and no modes of a CAN card");
        assertThatThrownBy(() -> virtual("", false, 16, wish))
                .hasMessage("the driver of can0 has no bit rate that the kernel sets;"
                        + " a serial adapter's is set by slcand -s");
        assertThatThrownBy(() -> virtual("loopback", false, 65536, BusWish.UP)).hasMessage("can0 is no CAN interface");
    }

    @Test
    void whatIsDownIsNotSetDown() {
        assertThat(BusPlan.down(link("vcan", true, 72))).containsExactly(new BusStep.Down());
        assertThat(BusPlan.down(link("vcan", false, 72))).isEmpty();
    }
}
