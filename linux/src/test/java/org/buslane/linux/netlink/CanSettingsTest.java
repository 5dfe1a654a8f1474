package org.buslane.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Linux 6.12 said of QEMU's Kvaser card, an SJA1000 with a clock of 8 MHz. */
class CanSettingsTest {
    private static final String NAME = "0900 0300 63616e3000 000000";
    private static final String LIMITS = "3400 0200 736a6131303030000000000000000000"
            + "01000000 10000000 01000000 08000000 04000000 01000000 40000000 01000000";
    private static final String CLOCK = "0800 0300 00127a00";
    private static final String STATE = "0800 0400 00000000";

    private static final TimingLimits SJA1000 = new TimingLimits(8_000_000, 3, 25, 1, 64, 1);

    private static Optional<CanSettings> read(String kind, String... data) {
        String inside = Wire.joined(data);
        String info = "%02x00 1200 ".formatted(4 + 8 + 4 + inside.length() / 2) + "0800 0100 " + kind
                + " %02x00 0200 ".formatted(4 + inside.length() / 2) + inside;
        String body = Wire.joined(NAME, info);
        return LinkMessages.readCan(Wire.message(
                "%02x000000 1000 0000 01000000 00000000".formatted(32 + body.length() / 2),
                "0000 1801 02000000 c1000100 00000000",
                body));
    }

    @Test
    void aCardSaysHowItIsSetAndHowFarItCanBe() {
        assertThat(read(
                        "63616e00",
                        "2400 0100 40420f00 ee020000 7d000000 02000000 03000000 02000000 01000000 01000000",
                        LIMITS,
                        CLOCK,
                        STATE,
                        "0c00 0500 0a000000 0a000000",
                        "0800 0600 64000000"))
                .contains(new CanSettings(
                        Optional.of(new SetTiming(1_000_000, 750, 8)),
                        Optional.empty(),
                        Optional.of(SJA1000),
                        Optional.empty(),
                        100,
                        Set.of(CanMode.LISTEN_ONLY, CanMode.ONE_SHOT),
                        Optional.of(CanState.ERROR_ACTIVE),
                        Optional.empty()));
    }

    /** Its driver counts only while the card is up. */
    @Test
    void aCardSaysHowItStandsWithItsBus() {
        CanSettings settings =
                read("63616e00", "0800 0400 03000000", "0800 0800 0001 7f00").orElseThrow();
        assertThat(settings.state()).contains(CanState.BUS_OFF);
        assertThat(settings.errorCounters()).contains(new CanErrorCounters(256, 127));
    }

    @Test
    void aStateThatNobodyKnowsIsNone() {
        assertThat(read("63616e00", "0800 0400 06000000").orElseThrow().state()).isEmpty();
    }

    @Test
    void aCardThatWasNeverSetHasNoBitRate() {
        assertThat(read("63616e00", LIMITS, CLOCK, STATE, "0c00 0500 00000000 00000000", "0800 0600 00000000"))
                .contains(new CanSettings(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(SJA1000),
                        Optional.empty(),
                        0,
                        Set.of(),
                        Optional.of(CanState.ERROR_ACTIVE),
                        Optional.empty()));
    }

    @Test
    void anInterfaceOfAnotherKindIsNoCard() {
        assertThat(read("7663616e", STATE)).isEmpty();
    }

    @Test
    void whatACardIsSetToCanBeSetAgain() {
        CanSettings settings = new CanSettings(
                Optional.of(new SetTiming(500_000, 875, 16)),
                Optional.of(new SetTiming(2_000_000, 0, 0)),
                Optional.empty(),
                Optional.empty(),
                0,
                Set.of(CanMode.FD));
        Map<CanMode, Boolean> modes = new EnumMap<>(CanMode.class);
        for (CanMode mode : CanMode.values()) {
            modes.put(mode, mode == CanMode.FD);
        }
        assertThat(settings.parameters())
                .isEqualTo(new CanParameters(
                        Optional.of(new BitTiming(500_000, OptionalInt.of(875))),
                        Optional.of(BitTiming.of(2_000_000)),
                        OptionalInt.of(0),
                        modes));
    }
}
