package org.buslane.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A CAN card of a virtual machine on a bus of ours: QEMU's can-host-socketcan is a program like any other, and in the
 * guest a real driver sits at an emulated SJA1000. The guest's programs are this machine's, at their own place.
 */
@ExtendWith(PlaceExtension.class)
class QemuCardTest {
    /** Emulation without the help of the host's kernel, on a machine that has much else to do. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    /** Each is a frame there and a frame back. */
    private static final int ROUND_TRIPS = 2000;

    private static final List<String> FRAMES =
            List.of("123#0102030405060708", "7FF#", "12345678#AABB", "123#R", "1FFFFFFF#R", "00000123#04");

    /**
     * From the guest only: QEMU's SJA1000 stores a remote frame with as many bytes as its length says and takes it out
     * without them (can_sja_mem_write(), SJA_CMR), so that the frames behind it are read from the wrong place.
     */
    private static final List<String> WITH_LENGTH = List.of("456#R4", "1FFFFFFF#R8", "7F0#01");

    private final Programs programs;

    QemuCardTest(Programs programs) {
        this.programs = programs;
    }

    @AfterAll
    static void everyFrameIsAccountedFor(Programs programs) {
        Balance.check(programs.gateway().status());
    }

    /** {@code ./buslane lab --qemu --card can0 -- sh -c SCRIPT sh WORDS}; {@code $bin} is the programs' folder. */
    private Command guest(String script, String... words) {
        String whole = "bin=${0%%/*}; %s".formatted(script);
        List<String> line = new ArrayList<>(
                List.of("lab", "--qemu", "--card", "can0", "--", "sh", "-c", whole, programs.path("cansend")));
        line.addAll(List.of(words));
        return programs.place().buslane(line.toArray(String[]::new)).within(PATIENCE);
    }

    @Test
    void everyKindOfClassicFrameLeavesTheGuest() {
        List<String> frames =
                Stream.concat(FRAMES.stream(), WITH_LENGTH.stream()).toList();
        try (Running candump = programs.listen(
                1,
                programs.command("candump", "-L", "-n", "" + frames.size(), "can0")
                        .within(PATIENCE))) {
            guest("for frame; do $bin/cansend can0 $frame || exit; done", frames.toArray(String[]::new))
                    .finish()
                    .successfully();

            assertThat(CandumpLog.frames(candump.finish().successfully().outLines()))
                    .isEqualTo(frames.stream().map("can0 "::concat).toList());
        }
    }

    @Test
    void everyKindOfClassicFrameReachesTheGuest() {
        try (Running guest = guest(
                        "$bin/candump -L -n $1 can0 & until grep -q raw /proc/net/can/rcvlist_all; do sleep 0.1; done;"
                                + " echo ready; wait",
                        "" + FRAMES.size())
                .start()) {
            guest.awaitWords("ready");
            programs.send("can0", FRAMES.toArray(String[]::new));

            List<String> lines = guest.finish().successfully().outLines();
            assertThat(CandumpLog.frames(lines.subList(1, lines.size())))
                    .isEqualTo(FRAMES.stream().map("can0 "::concat).toList());
        }
    }

    /** Debian's canfdtest counts the frames, compares every byte, and has no more than four under way. */
    @Test
    void thousandsOfFramesCrossBothWaysWithoutALoss() {
        String partner = "$bin/canfdtest can0 >&2 & until grep -q raw /proc/net/can/rcvlist_all; do sleep 0.1; done;"
                + " echo ready; $bin/candump -n 1 can0,7FF:7FF >/dev/null;"
                + " cd /sys/class/net/can0/statistics; cat rx_packets tx_packets rx_over_errors rx_errors tx_errors";
        try (Running guest = guest(partner).start()) {
            guest.awaitWords("ready");
            programs.command("canfdtest", "-g", "-f", "4", "-l", "" + ROUND_TRIPS, "can0")
                    .within(PATIENCE)
                    .finish()
                    .successfully();
            programs.send("can0", "7FF#");

            List<String> lines = guest.finish().successfully().outLines();
            assertThat(lines).startsWith("ready").hasSize(6).endsWith("0", "0", "0");
            assertThat(Integer.parseInt(lines.get(1))).isGreaterThan(ROUND_TRIPS);
        }
    }

    @Test
    void theCardSurvivesTheGatewaysDeath() {
        String partner = "$bin/canfdtest can0 >&2 & until grep -q raw /proc/net/can/rcvlist_all; do sleep 0.1; done;"
                + " echo ready; $bin/candump -n 1 can0,7FF:7FF >/dev/null";
        try (Running guest = guest(partner).start()) {
            guest.awaitWords("ready");
            try (Running host = programs.listen(
                    1,
                    programs.command("canfdtest", "-g", "-f", "4", "-l", "" + ROUND_TRIPS, "can0")
                            .within(PATIENCE))) {
                programs.gateway().killJvm();
                host.finish().successfully();
            }
            programs.gateway().awaitReady();
            programs.send("can0", "7FF#");

            guest.finish().successfully();
        }
    }

    @Test
    void aBusThatIsNotThereIsASentence() {
        Finished lab = programs.place()
                .buslane("lab", "--qemu", "--card", "nosuch0", "--", "true")
                .within(PATIENCE)
                .finish();

        assertThat(lab.status()).isEqualTo(125);
        assertThat(lab.err()).contains("nosuch0").contains("No such device");
    }

    @Test
    void userModeLinuxHasNoCards() {
        assertThat(programs.place()
                        .buslane("lab", "--card", "can0", "--", "true")
                        .finish()
                        .complaint())
                .isEqualTo("buslane: user-mode Linux has no CAN cards: add --qemu, or have a bus with --can");
    }
}
